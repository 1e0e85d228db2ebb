import { createEventBridgeClient, createEventBusHealthCheck } from '../adapters/eventbridge/event-bus.ts';
import { createRedisHealthCheck } from '../adapters/redis/redis-catalogue-cache.ts';
import { checkReadiness } from '../app/check-readiness.ts';
import { createDynamoHealthCheck } from '../platform/dynamodb/dynamo-client.ts';
import { logEvents } from '../platform/logging/log-events.ts';
import { createCircuitHealthCheck } from '../platform/resilience/dependency-policy.ts';
import { systemScheduler } from '../platform/resilience/scheduler.ts';
import { sharedCache } from './catalogue.ts';
import { ordersTable } from './database.ts';
import { paymentPolicy } from './payments.ts';
import { environment, logger, region } from './platform.ts';

export const composeCheckReadiness = () => {
  const client = createEventBridgeClient({ region, endpoint: environment.eventbridgeEndpoint });
  const cache = sharedCache();
  return checkReadiness({
    required: [createDynamoHealthCheck(ordersTable())],
    optional: [
      // Events wait in the outbox.
      createEventBusHealthCheck(client, environment.eventBusName),
      // Orders are placed and read without it.
      createCircuitHealthCheck(paymentPolicy()),
      // The table is read instead.
      ...(cache ? [createRedisHealthCheck(cache)] : []),
    ],
    timeoutMs: 5_000,
    maxAgeMs: 1_000,
    scheduler: systemScheduler,
    onFailure: (check, error) => logger.warn(logEvents.healthCheckFailed, { check, error }),
  });
};
