import { createEventBridgeClient, createEventBusHealthCheck } from '../adapters/eventbridge/event-bus.ts';
import { createRedisHealthCheck } from '../adapters/redis/redis-catalogue-cache.ts';
import { checkReadiness } from '../app/check-readiness.ts';
import { createDynamoHealthCheck } from '../platform/dynamodb/dynamo-client.ts';
import { logEvents } from '../platform/logging/log-events.ts';
import { createCircuitHealthCheck } from '../platform/resilience/dependency-policy.ts';
import { sharedCache } from './catalogue.ts';
import { ordersTable } from './database.ts';
import { paymentPolicy } from './payments.ts';
import { environment, logger, region } from './platform.ts';

export const composeCheckReadiness = () => {
  const client = createEventBridgeClient({ region, endpoint: environment.eventbridgeEndpoint });
  const cache = sharedCache();
  return checkReadiness({
    checks: [
      createDynamoHealthCheck(ordersTable()),
      createEventBusHealthCheck(client, environment.eventBusName),
      createCircuitHealthCheck(paymentPolicy()),
      ...(cache ? [createRedisHealthCheck(cache)] : []),
    ],
    timeoutMs: 5_000,
    onFailure: (check, error) => logger.warn(logEvents.healthCheckFailed, { check, error }),
  });
};
