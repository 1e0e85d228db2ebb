import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type RouteId, routes } from '../../../lib/contract/routes.ts';
import { metricsNamespace as namespace, serviceName as service } from '../../../lib/contract/service.ts';
import { aggregateLines } from '../../../lib/metrics/aggregator.ts';
import { createDynamoMetricsStore } from '../../../lib/metrics/dynamo-metrics-store.ts';
import type { MetricsRecorder } from '../../../lib/metrics/recorder.ts';
import { createMetricsRecorder } from '../../../lib/metrics/recorder.ts';
import { limitCall, unlimitedCall } from '../../../lib/platform/call-options.ts';
import { createDynamoClient } from '../../../lib/platform/dynamodb/dynamo-client.ts';
import { lineWithMetrics } from '../../../lib/platform/logging/line-metrics.ts';
import { createDependencyPolicy } from '../../../lib/platform/resilience/dependency-policy.ts';
import { createRetryOnConflict } from '../../../lib/platform/resilience/retry-on-conflict.ts';
import { systemScheduler } from '../../../lib/platform/resilience/scheduler.ts';
import { withClient } from '../dynamodb/with-database.ts';

const countedRoutes = ['create-order', 'get-order', 'list-orders', 'pay-order', 'deliver-order'] as const;

/** Every bucket of the durations of a route, both outcomes, and orders on their way for a minute to a month. */
const countRequests = (metrics: MetricsRecorder, routeId: RouteId): void => {
  const { method, path: endpoint } = routes[routeId];
  for (let n = 0; n < 50; n += 1) {
    const status = n % 10 === 0 ? 'error' : 'success';
    metrics.increment('order_service_requests_total', { method, endpoint, status });
    metrics.observe('order_service_request_duration_seconds', { method, endpoint }, 0.001 * 1.25 ** n);
    metrics.increment('slo_events_total', { slo: 'availability', outcome: 'good' });
    metrics.observe('order_processing_seconds', {}, 60 * 1.25 ** n);
  }
};

/** Adds up the lines of so many environments of five functions, exactly as the aggregator does. */
export const fillTotals = (endpoint: string, tableName: string, environments: number): Promise<void> =>
  withClient(endpoint, async (client) => {
    const policy = createDependencyPolicy({ name: 'dynamodb', isFailure: () => true, tryTimeoutMs: 5_000 });
    const aggregate = aggregateLines({
      store: createDynamoMetricsStore({
        client: createDynamoClient(DynamoDBDocumentClient.from(client), policy),
        tableName,
      }),
      clock: Date.now,
      retryOnConflict: createRetryOnConflict({ scheduler: systemScheduler, random: Math.random }),
      telemetry: {
        aggregated: () => {},
        extrasLost: (reason) => {
          throw reason;
        },
      },
    });
    for (let n = 0; n < environments; n += 1) {
      const fn = countedRoutes[n % countedRoutes.length] ?? 'create-order';
      const env = `benchmark-${n}`;
      const metrics = createMetricsRecorder({ service, namespace, counting: { fn, env, clock: Date.now } });
      countRequests(metrics, fn);
      const [message = ''] = metrics.take().map((part) => lineWithMetrics({ correlationId: env }, part));
      const batch = { stream: env, lines: [{ message, timestamp: Date.now() }], unreadable: 0 };
      const { ingested } = await aggregate(batch, limitCall(unlimitedCall(), 10_000));
      if (ingested !== 1) throw new Error(`the line of ${env} was not aggregated`);
    }
  });
