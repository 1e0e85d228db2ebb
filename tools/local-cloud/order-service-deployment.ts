import { accessLogFormat, countedRequests } from '../../lib/contract/access-log.ts';
import { bundling, functionEntry } from '../../lib/contract/bundling.ts';
import { busRules } from '../../lib/contract/bus-rules.ts';
import { cacheAddressForm, isCacheAddress } from '../../lib/contract/cache-address.ts';
import { consumers } from '../../lib/contract/consumers.ts';
import { corsPolicy, localOrigins, originForm, originPattern } from '../../lib/contract/cors.ts';
import { defaultRoute, defaultRouteId } from '../../lib/contract/default-route.ts';
import { asyncFailuresPrefix } from '../../lib/contract/failure-records.ts';
import { queues } from '../../lib/contract/queues.ts';
import { type RouteId, routes } from '../../lib/contract/routes.ts';
import { schedules } from '../../lib/contract/schedules.ts';
import {
  defaultSettings,
  environmentVariables,
  type LogLevel,
  logLevels,
  metricsNamespace,
  serviceName,
} from '../../lib/contract/service.ts';
import { slos } from '../../lib/contract/slos.ts';
import { eventsTable, metricsTable, ordersTable } from '../../lib/contract/tables.ts';
import { defaultRouteThrottle, routeThrottle } from '../../lib/contract/throttles.ts';
import {
  readTokenSettings,
  type TokenSettingTexts,
  tokenSettingsSchema,
} from '../../lib/contract/token-settings.ts';
import { webhookEventTypes } from '../../lib/contract/webhooks.ts';
import { checkObjectives, SloDefinitionError } from '../../lib/slo/check-objectives.ts';
import { variable } from '../command-line/command.ts';
import { CommandError, InvalidValueError } from '../command-line/command-error.ts';
import { httpAddress, oneOf, type ValueParser, wholeNumber } from '../command-line/values.ts';
import type { Deployment } from './deployment.ts';
import { catalogue, orderCommand, seedCatalogue } from './order-service-catalogue.ts';
import { orderServiceConsole } from './order-service-console.ts';
import { localResources } from './order-service-resources.ts';
import { syntheticOrderSettings, tokenRules, tokenVariables } from './order-service-tokens.ts';
import type { PaceName } from './pace.ts';
import { type PaymentAccount, paymentVariables, simulatorKey } from './payments/payment-account.ts';

export interface OrderServiceSettings {
  /** Decides how soon an undelivered event is published again; `local` unless given. */
  readonly pace?: PaceName;
  readonly logLevel?: LogLevel | undefined;
  /** Whether log lines have the trace id of X-Ray, as in a stage with tracing; `off` unless given. */
  readonly tracing?: 'on' | 'off' | undefined;
  /** How long an order may stay unpaid. */
  readonly paymentWindowSeconds?: number | undefined;
  /** How many unpaid orders a customer may have. */
  readonly unpaidOrdersLimit?: number | undefined;
  /** How many times a customer may try to pay within an hour. */
  readonly paymentTriesPerHour?: number | undefined;
  /** How long an event may stay undelivered before it is published again; overrides the pace. */
  readonly republishSeconds?: number | undefined;
  /** Whether synthetic orders are placed through the API. */
  readonly syntheticOrders?: boolean;
  /** Address of a Redis or Valkey server that all environments share their catalogue cache on. */
  readonly catalogueCacheUrl?: string | undefined;
  /** Takes the payments; the simulator unless given. */
  readonly paymentAccount?: PaymentAccount | undefined;
  /** Origins of pages that may call the API; those of development servers unless given. */
  readonly corsOrigins?: readonly string[] | undefined;
  /** Whether the API publishes its reference; `on` unless given. */
  readonly apiReference?: 'on' | 'off' | undefined;
  /** How tokens state what their bearer may do, by the environment variables of the functions. */
  readonly tokenSettings?: TokenSettingTexts;
  /** Audiences of tokens; the name of the service unless given. */
  readonly audiences?: readonly string[];
  /** Prometheus server whose alerts the console shows. */
  readonly prometheusUrl?: string | undefined;
}

const { paymentWindowSeconds, unpaidOrdersLimit } = defaultSettings;
const defaults = { logLevel: 'DEBUG', paymentWindowSeconds, unpaidOrdersLimit } as const;

const republishSecondsAt: Readonly<Record<PaceName, number>> = {
  local: 10,
  aws: defaultSettings.outboxRepublishSeconds,
};

const cacheAddress: ValueParser<string> = (value) => {
  if (isCacheAddress(value)) return value;
  throw new InvalidValueError(`must be ${cacheAddressForm}.`);
};

const origins: ValueParser<readonly string[]> = (value) => {
  if (value === 'none') return [];
  const listed = value.split(',').map((origin) => origin.trim());
  if (listed.every((origin) => originPattern.test(origin))) return listed;
  throw new InvalidValueError(`must be none, or a list of origins; each is ${originForm}.`);
};

/** Environment variables of `npm start` that configure the order service. */
export const orderServiceVariables = {
  LOG_LEVEL: variable(
    logLevels.join(', '),
    (level) => oneOf(logLevels)(level.toUpperCase()),
    defaults.logLevel,
  ),
  [environmentVariables.tracing]: variable(
    'on: log lines have xray_trace_id, as in a stage with tracing',
    oneOf(['on', 'off']),
    'off',
  ),
  [environmentVariables.catalogueCacheUrl]: variable(
    'redis:// address of a shared catalogue cache (default: one in each environment)',
    cacheAddress,
  ),
  [environmentVariables.paymentWindowSeconds]: variable(
    'time after which an unpaid order expires',
    wholeNumber({ least: 1, most: 86_400 }),
    defaults.paymentWindowSeconds,
  ),
  [environmentVariables.unpaidOrdersLimit]: variable(
    'unpaid orders that a standard or premium customer may have',
    wholeNumber({ least: 1, most: 1_000_000 }),
    defaults.unpaidOrdersLimit,
  ),
  [environmentVariables.paymentTriesPerHour]: variable(
    'attempts to pay that a standard or premium customer may make within an hour',
    wholeNumber({ least: 1, most: 1_000_000 }),
    defaultSettings.paymentTriesPerHour,
  ),
  [environmentVariables.outboxRepublishSeconds]: variable(
    'time after which an undelivered event is published again; overrides --pace',
    wholeNumber({ least: 1, most: 3_600 }),
  ),
  CORS_ORIGINS: variable(
    'origins of pages that may call the API, separated by commas; none for no page',
    origins,
    localOrigins,
  ),
  [environmentVariables.apiReference]: variable(
    'on, or off: /docs and /openapi.json answer 404',
    oneOf(['on', 'off']),
    'on',
  ),
  PROMETHEUS_URL: variable('a Prometheus whose alerts the console shows (npm run prometheus)', httpAddress),
  ...paymentVariables,
  ...tokenVariables,
};

/** The secret that the payment simulator signs its webhooks with. */
export const localWebhookSecret = 'whsec_local';

/**
 * The functions read the objectives without checking them.
 * @throws {CommandError} naming the objective that is refused.
 */
export const checkDeclarations = (): void => {
  try {
    checkObjectives(slos);
  } catch (error) {
    throw error instanceof SloDefinitionError ? new CommandError(error.message) : error;
  }
};

/** The service as its contract describes it. Only the files `order-service-*` of the local cloud know the order service. */
export const orderServiceDeployment = ({
  logLevel = defaults.logLevel,
  tracing = 'off',
  paymentWindowSeconds = defaults.paymentWindowSeconds,
  unpaidOrdersLimit = defaults.unpaidOrdersLimit,
  paymentTriesPerHour = defaultSettings.paymentTriesPerHour,
  pace = 'local',
  republishSeconds = republishSecondsAt[pace],
  syntheticOrders = false,
  catalogueCacheUrl,
  paymentAccount,
  corsOrigins = localOrigins,
  apiReference = 'on',
  tokenSettings = {},
  audiences = [serviceName],
  prometheusUrl,
}: OrderServiceSettings = {}): Deployment => ({
  name: serviceName,
  title: 'Order Service',
  routes,
  routeThrottle,
  ...(corsOrigins.length > 0 && { cors: { ...corsPolicy, origins: corsOrigins } }),
  defaultRoute: { ...defaultRoute, functionName: defaultRouteId, throttle: defaultRouteThrottle },
  accessLogFormat,
  accessLogMetrics: { namespace: metricsNamespace, patterns: countedRequests },
  schedules,
  consumers,
  queues,
  rules: busRules,
  ...(paymentAccount && { paymentsAt: paymentAccount.url }),
  delays: { 'republication of an undelivered event': republishSeconds },
  first: ['put-product', 'create-order', 'get-order'] satisfies RouteId[],
  entryFile: functionEntry,
  bundling,
  tables: {
    [localResources.ordersTable]: ordersTable,
    [localResources.eventsTable]: eventsTable,
    [localResources.metricsTable]: metricsTable,
  },
  resources: localResources,
  failureKeys: asyncFailuresPrefix,
  tokens: tokenRules(readTokenSettings(tokenSettings), audiences),
  webhooks: {
    path: routes['stripe-webhook'].path,
    secret: localWebhookSecret,
    types: Object.keys(webhookEventTypes),
  },
  environment: ({ dynamodb, eventbridge, s3, paymentGateway, api }) => ({
    [environmentVariables.ordersTableName]: localResources.ordersTable,
    [environmentVariables.eventsTableName]: localResources.eventsTable,
    [environmentVariables.metricsTableName]: localResources.metricsTable,
    [environmentVariables.eventBusName]: localResources.eventBus,
    [environmentVariables.dynamodbEndpoint]: dynamodb,
    [environmentVariables.eventbridgeEndpoint]: eventbridge,
    [environmentVariables.failureBucketName]: localResources.failureBucket,
    [environmentVariables.s3Endpoint]: s3,
    [environmentVariables.paymentGatewayUrl]: paymentAccount?.url ?? paymentGateway,
    [environmentVariables.paymentSecret]: paymentAccount?.secretKey ?? simulatorKey,
    [environmentVariables.webhookSecret]: localWebhookSecret,
    // Cursors have to stay valid from one run to the next, as the data does.
    [environmentVariables.cursorKey]: 'local-cursor-signing-key',
    [environmentVariables.paymentWindowSeconds]: String(paymentWindowSeconds),
    [environmentVariables.unpaidOrdersLimit]: String(unpaidOrdersLimit),
    [environmentVariables.paymentTriesPerHour]: String(paymentTriesPerHour),
    [environmentVariables.outboxRepublishSeconds]: String(republishSeconds),
    [environmentVariables.apiReference]: apiReference,
    ...(catalogueCacheUrl !== undefined && { [environmentVariables.catalogueCacheUrl]: catalogueCacheUrl }),
    ...(syntheticOrders && api && syntheticOrderSettings(api, catalogue[0].sku)),
    ...tokenSettingsSchema.parse(tokenSettings),
    [environmentVariables.logLevel]: logLevel,
    [environmentVariables.tracing]: tracing,
  }),
  seed: (api) => seedCatalogue(api),
  ...(apiReference === 'on' && { reference: routes['api-reference'].path }),
  runbooks: 'docs/runbooks',
  console: orderServiceConsole({ tables: localResources, prometheusUrl }),
  example: (access) => ({ title: 'Place an order', command: orderCommand(access) }),
});
