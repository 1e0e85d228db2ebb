import * as z from 'zod';
import { cacheAddressForm, isCacheAddress } from '../../lib/contract/cache-address.ts';
import { originForm, originPattern } from '../../lib/contract/cors.ts';
import { isDisposableStage } from '../../lib/contract/retention.ts';
import { defaultSettings, environmentVariables as names } from '../../lib/contract/service.ts';
import { tokenSettingsSchema } from '../../lib/contract/token-settings.ts';
import { lambdaArchitectures } from '../packaging/lambda-node.ts';

const httpsAddress = z.string().regex(/^https:\/\/[^\s/]+\S*$/, 'must be an https:// address');

/** E-mail address or HTTPS endpoint that a topic of alarms sends to. */
const subscriber = z.union([z.email(), httpsAddress], 'must be an e-mail address or an https:// address');

const secretArn = z
  .string()
  .regex(
    /^arn:[a-z-]+:secretsmanager:[a-z0-9-]+:\d{12}:secret:\S+-[A-Za-z0-9]{6}$/,
    'must be the whole ARN of a secret, with the six characters at its end',
  );

const certificateArn = z
  .string()
  .regex(/^arn:[a-z-]+:acm:[a-z0-9-]+:\d{12}:certificate\/\S+$/, 'must be the ARN of a certificate');

const encryptionKeyArn = z
  .string()
  .regex(/^arn:[a-z-]+:kms:[a-z0-9-]+:\d{12}:key\/\S+$/, 'must be the ARN of a key, not of an alias');

const codeSigningConfigArn = z
  .string()
  .regex(
    /^arn:[a-z-]+:lambda:[a-z0-9-]+:\d{12}:code-signing-config:csc-[a-z0-9]{17}$/,
    'must be the ARN of a code signing configuration',
  );

const tableName = z.string().regex(/^[\w.-]{3,255}$/, 'must be the name of a table');

const streamArn = z
  .string()
  .regex(
    /^arn:[a-z-]+:dynamodb:[a-z0-9-]+:\d{12}:table\/[\w.-]+\/stream\/\S+$/,
    'must be the ARN of a stream of DynamoDB',
  );

const tokenTexts = tokenSettingsSchema.shape;

/** All that differs between deployments. A file in `infra/stages/` gives the values of one stage. */
const stageSettingsSchema = z.strictObject({
  /** AWS account of the stage; a deployment into another one is refused. Without it, that of the credentials. */
  account: z
    .string()
    .regex(/^\d{12}$/, 'must be 12 digits')
    .optional(),
  /** AWS region; without it, that of the credentials. */
  region: z
    .string()
    .regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/, 'must be a region, such as eu-central-1')
    .optional(),
  /** Access tokens that the API accepts: docs/tokens.md. */
  tokens: z.strictObject({
    issuer: httpsAddress,
    audiences: z
      .array(z.string().regex(/^\S+$/, 'must be a text without spaces'))
      .min(1, 'needs an audience'),
    scopeClaims: tokenTexts[names.tokenScopeClaims],
    scopePrefix: tokenTexts[names.tokenScopePrefix],
    customerTypeClaim: tokenTexts[names.tokenCustomerTypeClaim],
  }),
  /** The secret with the secret key of the payment gateway. Its owner makes it; the service only reads it. */
  paymentSecretArn: secretArn,
  alarms: z
    .strictObject({
      /** `none` saves the price of alarms and dashboards. */
      monitoring: z.enum(['full', 'none']).default('full'),
      page: z.array(subscriber).default([]),
      ticket: z.array(subscriber).default([]),
      /** Address under which the files of docs/runbooks/ are read; alarms link there. */
      runbookBaseUrl: httpsAddress.optional(),
      /** Dollars that the whole account of the stage may cost in a month; notices go to `ticket`, and at the limit to `page`. */
      monthlyBudget: z.number().positive().max(10_000_000).optional(),
      /** Whether the objectives are in Application Signals, too. */
      applicationSignals: z.boolean().default(false),
    })
    .prefault({}),
  /** Public name of the API. The address of API Gateway itself is then switched off. */
  domain: z.strictObject({ name: z.hostname('must be a host name'), certificateArn }).optional(),
  /**
   * Whether consumers of log lines reserve the concurrency that the contract declares. `none` suits accounts whose limit
   * of concurrent executions is too small for reservations; the counters stay exact.
   */
  reservedConcurrency: z.enum(['declared', 'none']).default('declared'),
  /** How new versions of API functions get traffic: a tenth for five minutes first, with a rehearsal and alarms, or all at once. */
  rollout: z.enum(['canary', 'all-at-once']).default('canary'),
  /** Processor of the functions. Compiled code is packaged only on a machine with the same one. */
  architecture: z.enum(lambdaArchitectures).default('arm64'),
  /** The stage's own key for tables, queues, logs, the bus and failed batches; without it, keys of AWS. */
  encryptionKeyArn: encryptionKeyArn.optional(),
  /** Restored tables, which take the place of those that the data stack makes. It stays for as long as they are in use. */
  restoredTables: z
    .strictObject({
      ordersTable: tableName,
      eventsTable: tableName,
      /** ARN of the present stream of the events table. */
      eventsStreamArn: streamArn,
      metricsTable: tableName,
      /**
       * The tables that the data stack made before. `given-up` leaves them to the account; it is possible once all stacks
       * were deployed with the restored ones.
       */
      earlierTables: z.enum(['kept', 'given-up']).default('kept'),
    })
    .optional(),
  /** Lambda then takes only packages that AWS Signer has signed by a profile of this configuration. */
  codeSigningConfigArn: codeSigningConfigArn.optional(),
  /** Active tracing of every function by X-Ray, and its trace id in log lines. */
  tracing: z.boolean().default(false),
  /** Origins of web pages that may call the API. Without any, no page of another origin can read an answer. */
  corsOrigins: z.array(z.string().regex(originPattern, `must be ${originForm}`)).default([]),
  /** Whether the API publishes its reference, `/docs` and `/openapi.json`. */
  apiReference: z.enum(['on', 'off']).default('on'),
  /** Level of the functions' lines. `DEBUG` adds one for each event in the order summary. */
  logLevel: z.enum(['DEBUG', 'INFO']).default('INFO'),
  /** Level of the lines that Lambda itself writes. `INFO` adds two lines to each invocation. */
  systemLogLevel: z.enum(['INFO', 'WARN']).default('WARN'),
  /** How long an order may stay unpaid. */
  paymentWindowSeconds: z.int().min(1).max(86_400).default(defaultSettings.paymentWindowSeconds),
  /** Unpaid orders that a standard or premium customer may have. */
  unpaidOrdersLimit: z.int().min(1).max(1_000_000).default(defaultSettings.unpaidOrdersLimit),
  /** Attempts to pay that a standard or premium customer may make within an hour. */
  paymentTriesPerHour: z.int().min(1).max(1_000_000).default(defaultSettings.paymentTriesPerHour),
  /** A client of the issuer that orders and cancels through the public address; without it, the way in is not monitored. */
  syntheticOrders: z
    .strictObject({
      /** Public address of the API. */
      apiUrl: httpsAddress,
      /** Token endpoint of the issuer. */
      tokenUrl: httpsAddress,
      clientId: z.string().min(1),
      /** `sub` of the client's tokens; no business metric counts orders of this customer. */
      customerId: z.string().min(1),
      scope: z.string().min(1).default(defaultSettings.syntheticScope),
      /** For issuers that ask for one. */
      audience: z.string().min(1).optional(),
      /** The product that is ordered. */
      sku: z.string().min(1).default(defaultSettings.syntheticSku),
    })
    .optional(),
  /** Redis or Valkey server with a catalogue cache for all environments. */
  catalogueCacheUrl: z.string().refine(isCacheAddress, `must be ${cacheAddressForm}`).optional(),
});

/** Settings as a file gives them; what is absent has its default. */
export type StageSettingsInput = z.input<typeof stageSettingsSchema>;

export type StageSettings = z.output<typeof stageSettingsSchema>;

/** CDK encrypts a table by a key only where it knows the region. */
const disposableStageSchema = stageSettingsSchema.refine(
  ({ encryptionKeyArn: key, region }) => key === undefined || region !== undefined,
  { path: ['region'], message: 'is needed with encryptionKeyArn' },
);

/** Rules that hold for stages which keep their data. */
const lastingStageSchema = stageSettingsSchema.superRefine(({ account, region, alarms }, context) => {
  const require = (isGiven: boolean, path: string[], message: string) => {
    if (!isGiven) context.addIssue({ code: 'custom', path, message });
  };
  require(account !== undefined, ['account'], 'is needed, so that no other account is deployed to');
  require(region !== undefined, ['region'], 'is needed, so that no other region is deployed to');
  require(alarms.monitoring === 'full', ['alarms', 'monitoring'], 'must be full');
  require(alarms.page.length > 0, ['alarms', 'page'], 'needs a subscriber, the recipient of pages');
  require(alarms.runbookBaseUrl !== undefined, [
    'alarms',
    'runbookBaseUrl',
  ], 'is needed, so that alarms link to runbooks');
});

/**
 * Reads the settings of a stage.
 * @throws {RangeError} naming every setting that is wrong, a line each.
 */
export const readStageSettings = (name: string, settings: unknown): StageSettings => {
  const schema = isDisposableStage(name) ? disposableStageSchema : lastingStageSchema;
  const result = schema.safeParse(settings);
  if (result.success) return result.data;
  const lines = result.error.issues.map(
    ({ path, message }) => `  ${path.join('.') || 'settings'}: ${message}`,
  );
  throw new RangeError([`The settings of the stage ${name} are not valid:`, ...lines].join('\n'));
};
