import * as z from 'zod';
import { cacheAddressForm, isCacheAddress } from '../contract/cache-address.ts';
import {
  codeCacheStates,
  defaultSettings,
  logLevels,
  metricsNamespace,
  environmentVariables as names,
} from '../contract/service.ts';
import { tokenSettingsOf, tokenSettingsSchema } from '../contract/token-settings.ts';

const httpUrl = z.url({ protocol: /^https?$/ });

/**
 * Environments that are restored from one snapshot would have one id, and count as one. Requests at the same time in an
 * environment would count into one another's lines. The counters would not be exact.
 */
const executionMode = {
  AWS_LAMBDA_INITIALIZATION_TYPE: z
    .string()
    .refine(
      (type) => type !== 'snap-start',
      'must not be snap-start: switch SnapStart off, counters would not be exact',
    )
    .optional(),
  AWS_LAMBDA_MAX_CONCURRENCY: z
    .string()
    .refine(
      (limit) => Number(limit) <= 1,
      'must be 1: with more requests at a time, counters would not be exact',
    )
    .optional(),
};

/** A function has the names and addresses of those resources alone that it may use. */
const needed = (name: string, value: string | undefined): string => {
  if (value !== undefined) return value;
  throw new Error(`invalid environment: ${name}: is missing, and the function reads it`);
};

const schema = z
  .object({
    [names.ordersTableName]: z.string().min(1).optional(),
    [names.eventsTableName]: z.string().min(1).optional(),
    [names.metricsTableName]: z.string().min(1).optional(),
    [names.eventBusName]: z.string().min(1).optional(),
    [names.failureBucketName]: z.string().min(1).optional(),
    [names.metricsNamespace]: z.string().min(1).default(metricsNamespace),
    [names.dynamodbEndpoint]: httpUrl.optional(),
    [names.eventbridgeEndpoint]: httpUrl.optional(),
    [names.s3Endpoint]: httpUrl.optional(),
    [names.paymentGatewayUrl]: httpUrl.optional(),
    [names.paymentSecret]: z.string().min(1).optional(),
    [names.paymentSecretArn]: z.string().min(1).optional(),
    [names.webhookSecret]: z.string().min(1).optional(),
    [names.webhookSecretPrevious]: z.string().min(1).optional(),
    [names.webhookSecretArn]: z.string().min(1).optional(),
    [names.cursorKey]: z.string().min(16).optional(),
    [names.cursorKeyPrevious]: z.string().min(16).optional(),
    [names.cursorKeyArn]: z.string().min(1).optional(),
    [names.catalogueCacheUrl]: z.string().refine(isCacheAddress, `must be ${cacheAddressForm}`).optional(),
    [names.apiReference]: z.enum(['on', 'off']).default('on'),
    [names.syntheticApiUrl]: httpUrl.optional(),
    [names.syntheticTokenUrl]: httpUrl.optional(),
    [names.syntheticClientId]: z.string().min(1).optional(),
    [names.syntheticClientSecret]: z.string().min(1).optional(),
    [names.syntheticClientSecretArn]: z.string().min(1).optional(),
    [names.syntheticScope]: z.string().min(1).default(defaultSettings.syntheticScope),
    [names.syntheticAudience]: z.string().min(1).optional(),
    [names.syntheticCustomerId]: z.string().min(1).optional(),
    [names.syntheticSku]: z.string().min(1).default(defaultSettings.syntheticSku),
    [names.logLevel]: z.enum(logLevels).default('INFO'),
    [names.tracing]: z.enum(['on', 'off']).default('off'),
    [names.codeCache]: z.enum(codeCacheStates).optional(),
    [names.paymentWindowSeconds]: z.coerce
      .number()
      .int()
      .min(1)
      .default(defaultSettings.paymentWindowSeconds),
    [names.unpaidOrdersLimit]: z.coerce.number().int().min(1).default(defaultSettings.unpaidOrdersLimit),
    [names.paymentTriesPerHour]: z.coerce.number().int().min(1).default(defaultSettings.paymentTriesPerHour),
    [names.outboxRepublishSeconds]: z.coerce
      .number()
      .min(0.1)
      .default(defaultSettings.outboxRepublishSeconds),
    ...tokenSettingsSchema.shape,
    AWS_REGION: z.string().min(1),
    ...executionMode,
    AWS_LAMBDA_FUNCTION_NAME: z.string().min(1).default('local'),
    AWS_LAMBDA_FUNCTION_VERSION: z.string().min(1).optional(),
  })
  .transform((values) => ({
    region: values.AWS_REGION,
    functionName: values.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: values.AWS_LAMBDA_FUNCTION_VERSION,
    get ordersTableName() {
      return needed(names.ordersTableName, values[names.ordersTableName]);
    },
    get eventsTableName() {
      return needed(names.eventsTableName, values[names.eventsTableName]);
    },
    get metricsTableName() {
      return needed(names.metricsTableName, values[names.metricsTableName]);
    },
    get eventBusName() {
      return needed(names.eventBusName, values[names.eventBusName]);
    },
    failureBucketName: values[names.failureBucketName],
    metricsNamespace: values[names.metricsNamespace],
    dynamodbEndpoint: values[names.dynamodbEndpoint],
    eventbridgeEndpoint: values[names.eventbridgeEndpoint],
    s3Endpoint: values[names.s3Endpoint],
    get paymentGatewayUrl() {
      return needed(names.paymentGatewayUrl, values[names.paymentGatewayUrl]);
    },
    paymentSecret: { value: values[names.paymentSecret], arn: values[names.paymentSecretArn] },
    webhookSecret: {
      value: values[names.webhookSecret],
      previousValue: values[names.webhookSecretPrevious],
      arn: values[names.webhookSecretArn],
    },
    cursorKey: {
      value: values[names.cursorKey],
      previousValue: values[names.cursorKeyPrevious],
      arn: values[names.cursorKeyArn],
    },
    catalogueCacheUrl: values[names.catalogueCacheUrl],
    tokenSettings: tokenSettingsOf(values),
    publishesReference: values[names.apiReference] === 'on',
    syntheticOrders: {
      apiUrl: values[names.syntheticApiUrl],
      tokenUrl: values[names.syntheticTokenUrl],
      clientId: values[names.syntheticClientId],
      clientSecret: {
        value: values[names.syntheticClientSecret],
        arn: values[names.syntheticClientSecretArn],
      },
      scope: values[names.syntheticScope],
      audience: values[names.syntheticAudience],
      customerId: values[names.syntheticCustomerId],
      sku: values[names.syntheticSku],
    },
    logLevel: values[names.logLevel],
    isTraced: values[names.tracing] === 'on',
    codeCache: values[names.codeCache],
    /** How long an order may stay unpaid. */
    paymentWindowMs: values[names.paymentWindowSeconds] * 1_000,
    /** How many unpaid orders a customer may have. */
    unpaidOrdersLimit: values[names.unpaidOrdersLimit],
    /** How many times a customer may try to pay within an hour. */
    paymentTriesPerHour: values[names.paymentTriesPerHour],
    /** How long an event may take to come back before it is published again. */
    outboxRepublishMs: values[names.outboxRepublishSeconds] * 1_000,
  }));

/** Configuration of a function. */
export type Environment = Readonly<z.output<typeof schema>>;

/**
 * Reads the function's configuration.
 * @throws {Error} naming every variable that is missing or wrong, at once.
 */
export const readEnvironment = (
  variables: Readonly<Record<string, string | undefined>> = process.env,
): Environment => {
  const result = schema.safeParse(variables);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Error(`invalid environment: ${problems.join('; ')}`);
};
