import { bundling } from '../../../lib/contract/bundling.ts';
import type {
  ApiAccess,
  ConsumerDefinition,
  Deployment,
  RouteDefinition,
} from '../../../tools/local-cloud/deployment.ts';
import { fixtureEntry } from './fixture-lambda.ts';

const route = (method: RouteDefinition['method'], path: string, scope: RouteDefinition['scope']) => ({
  method,
  path,
  scope,
  timeoutSeconds: 1,
  memoryMb: 128,
  access: {},
});

const consumer = (trigger: ConsumerDefinition['trigger']): ConsumerDefinition => ({
  trigger,
  timeoutSeconds: 2,
  memoryMb: 128,
  access: {},
});

/** Fixture functions behind the stream of the table and behind what they print. */
export const fixtureConsumers: Deployment['consumers'] = {
  'receive-records': consumer({
    kind: 'stream',
    table: 'eventsTable',
    batchSize: 10,
    batchWindowSeconds: 0,
    retryAttempts: 1,
    maxRecordAgeSeconds: 60,
    filters: [{ eventName: ['INSERT'] }],
  }),
  'receive-lines': consumer({
    kind: 'logs',
    source: 'functions',
    filterPattern: '{ $.received = * }',
    reservedConcurrency: 1,
  }),
};

/** A service of fixture functions: `POST /respond/{id}`, which needs `orders:write`, and faulty ones. */
export const fixtureDeployment = (seed: (api: ApiAccess) => Promise<void> = async () => {}): Deployment => ({
  name: 'fixture-service',
  title: 'Fixture Service',
  routes: {
    respond: route('POST', '/respond/{id}', 'orders:write'),
    introspection: route('GET', '/introspection', null),
    'broken-init': route('GET', '/broken-init', null),
    'slow-init': route('GET', '/slow-init', null),
  },
  routeThrottle: { rateLimit: 1_000, burstLimit: 1_000 },
  schedules: {},
  consumers: {},
  queues: {},
  rules: {},
  first: ['introspection'],
  entryFile: fixtureEntry,
  bundling,
  tables: {
    things: {
      partitionKey: 'pk',
      sortKey: 'sk',
      timeToLiveAttribute: 'ttl',
      stream: 'new-image',
      indexes: {},
    },
  },
  resources: {
    ordersTable: 'things',
    eventsTable: 'things',
    metricsTable: 'things',
    eventBus: 'things',
    failureBucket: 'things',
  },
  failureKeys: 'aws/lambda/async/',
  tokens: {
    scopes: ['orders:read', 'orders:write'],
    defaultScope: 'orders:write',
    customerTypes: ['standard', 'premium'],
    audiences: ['fixture-service'],
    grant: (scope) => ({ scope }),
    authorizationScopes: (scope) => [scope],
    explainRefusal: () => undefined,
  },
  environment: ({ dynamodb, eventbridge }) => ({ DYNAMODB: dynamodb, EVENTBRIDGE: eventbridge }),
  seed,
});
