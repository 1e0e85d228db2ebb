/** The service's name in logs, metrics, events and resource names. */
export const serviceName = 'order-service';

/** Example address of the published folder docs/runbooks/ in the generated rules; `npm run slo -- rules` replaces it by that of a stage. */
export const runbookBaseUrl = 'https://order-service.example.com/docs/runbooks';

/** Default CloudWatch namespace of the metrics that the functions emit. */
export const metricsNamespace = 'OrderService';

/** Namespace of a deployed stage: stages in one account and region must stay apart. */
export const metricsNamespaceOf = (stage: string): string => `${metricsNamespace}/${stage}`;

/** Dependencies of the service, by their names in logs, metrics and health checks. */
export const dependencies = [
  'dynamodb',
  'event-bus',
  'payment-gateway',
  'catalogue-cache',
  'secrets-manager',
] as const;
export type Dependency = (typeof dependencies)[number];

/** Scheduled jobs, by the names of their functions; lib/contract/schedules.ts defines each. */
const scheduleIds = [
  'expire-orders',
  'reconcile-payments',
  'sweep-events',
  'send-canary',
  'split-stock',
  'refresh-availability',
  'fold-environments',
  'place-synthetic-order',
  'measure-budgets',
  'redrive-batches',
] as const;
export type ScheduleId = (typeof scheduleIds)[number];

/**
 * Scheduled jobs whose backlog of due items is observed, each with the minutes for which an item may be due without notice: longer
 * than it waits for the next run, and than one that failed is put off.
 */
export const backlogMinutes = {
  'expire-orders': 15,
  'reconcile-payments': 15,
  'sweep-events': 15,
  'send-canary': 15,
} as const satisfies Partial<Record<ScheduleId, number>>;
export type BacklogJobId = keyof typeof backlogMinutes;
export const backlogJobIds = Object.keys(backlogMinutes) as readonly BacklogJobId[];

/** States of a circuit breaker. */
export const circuitStates = ['closed', 'open', 'half-open'] as const;

/**
 * Names of the environment variables that a function is configured with.
 * The deployment and the local run set them; `lib/composition/env.ts` alone reads them.
 */
export const environmentVariables = {
  ordersTableName: 'ORDERS_TABLE_NAME',
  eventsTableName: 'EVENTS_TABLE_NAME',
  metricsTableName: 'METRICS_TABLE_NAME',
  eventBusName: 'EVENT_BUS_NAME',
  /** Bucket of the batches that functions gave up; set for scheduled jobs. */
  failureBucketName: 'FAILURE_BUCKET_NAME',
  /** CloudWatch namespace of the metrics; each stage has its own. */
  metricsNamespace: 'METRICS_NAMESPACE',
  /** Overrides the AWS endpoint; set only where DynamoDB is not AWS's. */
  dynamodbEndpoint: 'DYNAMODB_ENDPOINT',
  /** Overrides the AWS endpoint; set only where EventBridge is not AWS's. */
  eventbridgeEndpoint: 'EVENTBRIDGE_ENDPOINT',
  /** Overrides the AWS endpoint; set only where S3 is not AWS's. */
  s3Endpoint: 'S3_ENDPOINT',
  /** Base address of the payment gateway. It has no default: payments of a test cannot leave the machine by an omission. */
  paymentGatewayUrl: 'PAYMENT_GATEWAY_URL',
  /** The gateway's secret key itself, or the name of the secret that holds it. */
  paymentSecret: 'PAYMENT_SECRET',
  paymentSecretArn: 'PAYMENT_SECRET_ARN',
  /** The secret that signs the gateway's webhooks itself, or the name of the secret that holds it. */
  webhookSecret: 'WEBHOOK_SECRET',
  /** The secret from before the last rotation; what it signed is accepted. A secret has it as AWSPREVIOUS. */
  webhookSecretPrevious: 'WEBHOOK_SECRET_PREVIOUS',
  webhookSecretArn: 'WEBHOOK_SECRET_ARN',
  /** The key that signs list cursors itself, or the name of the secret that holds it. */
  cursorKey: 'CURSOR_KEY',
  /** The key from before the last rotation; cursors that it signed stay valid. A secret has it as AWSPREVIOUS. */
  cursorKeyPrevious: 'CURSOR_KEY_PREVIOUS',
  cursorKeyArn: 'CURSOR_KEY_ARN',
  /** `redis://` or `rediss://` address of a shared catalogue cache; without it each environment has its own. */
  catalogueCacheUrl: 'CATALOGUE_CACHE_URL',
  /** Claims of access tokens that list scopes, separated by commas. */
  tokenScopeClaims: 'TOKEN_SCOPE_CLAIMS',
  /** Text before each scope in a token. */
  tokenScopePrefix: 'TOKEN_SCOPE_PREFIX',
  /** Claim with the customer type. */
  tokenCustomerTypeClaim: 'TOKEN_CUSTOMER_TYPE_CLAIM',
  /** Whether the API publishes its reference: `on` or `off`. */
  apiReference: 'API_REFERENCE',
  /** Public address of the API; synthetic orders are placed only where it is set. */
  syntheticApiUrl: 'SYNTHETIC_API_URL',
  /** Token endpoint of the issuer, and a client that it knows by its credentials. */
  syntheticTokenUrl: 'SYNTHETIC_TOKEN_URL',
  syntheticClientId: 'SYNTHETIC_CLIENT_ID',
  /** The client's secret itself, or the name of the secret that holds it. */
  syntheticClientSecret: 'SYNTHETIC_CLIENT_SECRET',
  syntheticClientSecretArn: 'SYNTHETIC_CLIENT_SECRET_ARN',
  /** Scope and audience to ask the issuer for. */
  syntheticScope: 'SYNTHETIC_SCOPE',
  syntheticAudience: 'SYNTHETIC_AUDIENCE',
  /** `sub` of the client's tokens; no business metric counts orders of this customer. */
  syntheticCustomerId: 'SYNTHETIC_CUSTOMER_ID',
  /** The product that is ordered. */
  syntheticSku: 'SYNTHETIC_SKU',
  logLevel: 'LOG_LEVEL',
  /** Whether X-Ray traces the functions actively: `on` or `off`. */
  tracing: 'TRACING',
  /** Set by the loader of a deployed function: the state of its compiled code. */
  codeCache: 'CODE_CACHE',
  /** How long an order may stay unpaid before it expires. */
  paymentWindowSeconds: 'PAYMENT_WINDOW_SECONDS',
  /** How many unpaid orders a standard or premium customer may have. */
  unpaidOrdersLimit: 'UNPAID_ORDERS_LIMIT',
  /** How many times a standard or premium customer may try to pay within an hour. */
  paymentTriesPerHour: 'PAYMENT_TRIES_PER_HOUR',
  /** How long an event may stay undelivered before it is published again. */
  outboxRepublishSeconds: 'OUTBOX_REPUBLISH_SECONDS',
} as const;

/** Defaults of settings that the environment of a function lacks; a deployment sets them. */
export const defaultSettings = {
  paymentWindowSeconds: 900,
  unpaidOrdersLimit: 20,
  paymentTriesPerHour: 60,
  outboxRepublishSeconds: 60,
  syntheticScope: 'orders:write',
  syntheticSku: 'SYNTHETIC-001',
} as const;

/** States of the compiled code of a deployed function; V8 rejects code that was made by another version or with other flags. */
export const codeCacheStates = ['accepted', 'rejected', 'damaged', 'missing'] as const;
export type CodeCacheState = (typeof codeCacheStates)[number];

/** Values of `LOG_LEVEL`, from most lines to fewest. */
export const logLevels = ['DEBUG', 'INFO', 'WARN', 'ERROR', 'CRITICAL', 'SILENT'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Alias that points at the version of a function that is in use. */
export const liveAlias = 'live';

/**
 * Stage in the request context of a rehearsal. No client can send it: API Gateway sets the stage of the API. A
 * rehearsal is no event of an objective, because no client waits for its answer.
 */
export const rehearsalStage = 'rehearsal';

/** Base address of Stripe. */
export const stripeUrl = 'https://api.stripe.com';
