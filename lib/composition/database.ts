import { createDynamoOrderStore } from '../adapters/dynamodb/dynamo-order-store.ts';
import { createCircuitTelemetry } from '../adapters/telemetry/emf-circuit-telemetry.ts';
import { isAwsOutage, isRetryableAwsFailure } from '../platform/aws/aws-failure.ts';
import { createDocumentClient, createDynamoClient } from '../platform/dynamodb/dynamo-client.ts';
import { logEvents } from '../platform/logging/log-events.ts';
import { createDependencyPolicy } from '../platform/resilience/dependency-policy.ts';
import { createRetryOnConflict } from '../platform/resilience/retry-on-conflict.ts';
import { systemScheduler } from '../platform/resilience/scheduler.ts';
import { once } from './once.ts';
import { environment, logger, metrics, region } from './platform.ts';

/** For everything that changes stored state by optimistic concurrency. */
export const retryOnConflict = /* @__PURE__ */ once(() =>
  createRetryOnConflict({ scheduler: systemScheduler, random: Math.random }),
);

/** A client with a circuit of its own. */
const guardedClient = () =>
  createDynamoClient(
    createDocumentClient({ region, endpoint: environment.dynamodbEndpoint }),
    createDependencyPolicy({
      name: 'dynamodb',
      isFailure: isAwsOutage,
      isRetryable: isRetryableAwsFailure,
      tryTimeoutMs: 2_500,
      circuit: { openMs: 5_000 },
      onTransition: createCircuitTelemetry('dynamodb', logger, metrics),
    }),
    {
      retry: retryOnConflict(),
      onConflict: () => metrics.increment('order_service_transaction_conflicts_total', {}),
      onThrottled: () => metrics.increment('order_service_database_throttled_total', {}),
    },
  );

export const dynamoClient = /* @__PURE__ */ once(guardedClient);

/** For reads that can be left out: what goes wrong with them must not open the circuit of the others. */
export const optionalReadsClient = /* @__PURE__ */ once(guardedClient);

export const ordersTable = () => ({ client: dynamoClient(), tableName: environment.ordersTableName });

export const orderStore = /* @__PURE__ */ once(() =>
  createDynamoOrderStore({
    client: dynamoClient(),
    ordersTable: environment.ordersTableName,
    eventsTable: environment.eventsTableName,
    onUnreadable: (error) => logger.error(logEvents.orderUnreadable, { error }),
  }),
);
