import type { Bundling } from './bundler/bundling.ts';
import type { ConsoleDefinition } from './console/console-definition.ts';

/** How the local cloud takes a service: everything that it knows of one stands in a value of `Deployment`. */

/** Where functions find the services that they depend on. */
export interface ServiceEndpoints {
  readonly dynamodb: string;
  readonly eventbridge: string;
  readonly s3: string;
  readonly paymentGateway: string;
  /** Address of the API, and of the token endpoint of the issuer. */
  readonly api?: { readonly url: string; readonly tokenUrl: string };
}

/** How to reach the API once it runs. */
export interface ApiAccess {
  readonly url: string;
  /** An access token with the given scope. */
  token(scope: string): Promise<string>;
  /** Whether there may be data from an earlier run. */
  readonly mayHoldData: boolean;
}

/** Configuration of a function with any trigger. */
export interface FunctionConfiguration {
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** IAM actions by the resource's name in `resources`, or by an index of it: `ordersTable/gsi1`. */
  readonly access: Readonly<Record<string, readonly string[]>>;
}

/** Cross-origin requests that the gateway permits. */
export interface CorsRules {
  /** Exact origins; no other one may read an answer. */
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly requestHeaders: readonly string[];
  readonly exposedHeaders: readonly string[];
  /** How long a browser may keep the answer to a preflight. */
  readonly maxAgeSeconds: number;
}

export interface RouteDefinition extends FunctionConfiguration {
  readonly method: string;
  /** Route template in API Gateway's notation. */
  readonly path: string;
  /** Scope that the caller's token must carry; `null` for a public route. */
  readonly scope: string | null;
  /** Throttle of its own; without it, that of all routes. */
  readonly throttle?: Throttle;
}

export interface ScheduleDefinition extends FunctionConfiguration {
  readonly everyMinutes: number;
}

/** An event source mapping of a table's stream. */
export interface StreamTrigger {
  readonly kind: 'stream';
  /** The table, as `resources` calls it. */
  readonly table: 'eventsTable';
  readonly batchSize: number;
  readonly batchWindowSeconds: number;
  readonly retryAttempts: number;
  readonly maxRecordAgeSeconds: number;
  /** Filter criteria in the pattern language of event source mappings; a record that matches none is dropped. */
  readonly filters: readonly EventPattern[];
}

/** An event source mapping of a queue. */
export interface QueueTrigger {
  readonly kind: 'queue';
  readonly queue: string;
  readonly batchSize: number;
  readonly batchWindowSeconds: number;
}

/** A subscription of CloudWatch Logs. */
export interface LogsTrigger {
  readonly kind: 'logs';
  /** The lines of all functions that do not read them, or those of the API's access log. */
  readonly source: 'functions' | 'access-log';
  readonly filterPattern: string;
  readonly reservedConcurrency: number;
}

export interface ConsumerDefinition extends FunctionConfiguration {
  readonly trigger: StreamTrigger | QueueTrigger | LogsTrigger;
}

export interface QueueDefinition {
  readonly visibilityTimeoutSeconds: number;
  readonly maxReceiveCount: number;
}

/** An event pattern of EventBridge. */
export type EventPattern = Readonly<Record<string, unknown>>;

/** A rule of the event bus: events that match go to the queue. */
export interface Rule {
  readonly pattern: EventPattern;
  readonly queue: string;
}

/** Attribute names of a table's or an index's key; both are strings. */
export interface IndexDefinition {
  readonly partitionKey: string;
  readonly sortKey: string;
  /** Attributes beside the keys of an item; all if absent. */
  readonly projection?: readonly string[];
}

export interface TableDefinition extends IndexDefinition {
  readonly timeToLiveAttribute: string;
  readonly stream?: 'new-image';
  readonly indexes: Readonly<Record<string, IndexDefinition>>;
}

/** Claims that a token of the local issuer can be asked to hold. */
export interface TokenChoices {
  /** Every scope of the service. */
  readonly scopes: readonly string[];
  readonly defaultScope: string;
  readonly customerTypes: readonly string[];
}

/** Claims of a token. */
export type Claims = Readonly<Record<string, unknown>>;

/** Access tokens of the service: what they hold, and which ones its routes take. */
export interface TokenRules extends TokenChoices {
  /** Audiences of which a token must have one; tokens of the local issuer have the first. */
  readonly audiences: readonly string[];
  /** Claims that grant scopes, separated by spaces, and state the customer type. */
  readonly grant: (scope: string, customerType?: string) => Claims;
  /** Scopes of which the gateway asks for one, on a route that needs `scope`; none when only the function checks. */
  readonly authorizationScopes: (scope: string) => readonly string[];
  /** Why a valid token does not grant a scope, for the log, if there is more to say than that it lacks it. */
  readonly explainRefusal: (claims: Claims, scope: string) => string | undefined;
}

/** The requests that the gateway lets through; it answers 429 to the others. */
export interface Throttle {
  /** Requests per second. */
  readonly rateLimit: number;
  /** Requests at once. */
  readonly burstLimit: number;
}

/** The function for requests that match no route. */
export interface DefaultRoute extends FunctionConfiguration {
  readonly functionName: string;
  readonly throttle: Throttle;
}

/** A request for people to paste into a shell. */
export interface ExampleRequest {
  readonly title: string;
  readonly command: string;
}

type ByName<T> = Readonly<Record<string, T>>;

/** Where the payment gateway sends its events. */
export interface WebhookDefinition {
  /** Path of the API. */
  readonly path: string;
  /** Signs the events. */
  readonly secret: string;
  /** Types of events that are sent. */
  readonly types: readonly string[];
}

/** All that the local cloud is to run. */
export interface Deployment {
  /** Name of the service. */
  readonly name: string;
  /** The same for people. */
  readonly title: string;
  /** Routes by the name of the function that serves each. */
  readonly routes: ByName<RouteDefinition>;
  /** Throttle of each route that has none of its own. */
  readonly routeThrottle: Throttle;
  /** Without it, the gateway knows nothing of other origins. */
  readonly cors?: CorsRules;
  /** Without it the gateway answers 404 itself. */
  readonly defaultRoute?: DefaultRoute;
  /** Format of the gateway's access log, with the variables of API Gateway; without it, there is none. */
  readonly accessLogFormat?: string;
  /** Metrics that CloudWatch counts from the lines of the access log: filter patterns by their names. */
  readonly accessLogMetrics?: { readonly namespace: string; readonly patterns: ByName<string> };
  /** Scheduled jobs by the name of the function. */
  readonly schedules: ByName<ScheduleDefinition>;
  /** Functions behind streams, queues and log lines, by name. */
  readonly consumers: ByName<ConsumerDefinition>;
  readonly queues: ByName<QueueDefinition>;
  readonly rules: ByName<Rule>;
  /** Address of the payment gateway, where it is not the simulator. */
  readonly paymentsAt?: string;
  /** Delays of the service that the local run shortens, in seconds, by what they are. */
  readonly delays?: ByName<number>;
  /** Functions that are bundled before the others, because the start or a user's first step needs them. */
  readonly first: readonly string[];
  /** Source file of a function, relative to the project's root. */
  readonly entryFile: (functionName: string) => string;
  readonly bundling: Bundling;
  readonly tables: ByName<TableDefinition>;
  /** Names of shared resources by their role. */
  readonly resources: Readonly<
    Record<'ordersTable' | 'eventsTable' | 'metricsTable' | 'eventBus' | 'failureBucket', string>
  >;
  /** Begin of the keys of the failure bucket that functions can be granted access to. */
  readonly failureKeys: string;
  readonly tokens: TokenRules;
  /** Without it, the payment gateway sends nothing. */
  readonly webhooks?: WebhookDefinition;
  /** Environment variables of every function. */
  readonly environment: (endpoints: ServiceEndpoints) => ByName<string>;
  /** Puts the first data in once the API answers; throws when it cannot. */
  readonly seed: (api: ApiAccess) => Promise<void>;
  /** Folder of the runbooks, from the project's root. */
  readonly runbooks?: string;
  /** Path of a reference of the API, if there is one. */
  readonly reference?: string;
  /** The console of the service; without it, the console shows what it knows of any service. */
  readonly console?: ConsoleDefinition;
  /** A first request for the start message, if there is one; the token has the default scope. */
  readonly example?: (access: { readonly url: string; readonly token: string }) => ExampleRequest;
}

/** Every function of a deployment by its name. */
export const functionsOf = ({
  routes,
  defaultRoute,
  schedules,
  consumers,
}: Deployment): ByName<FunctionConfiguration> => ({
  ...routes,
  ...(defaultRoute && { [defaultRoute.functionName]: defaultRoute }),
  ...schedules,
  ...consumers,
});
