import { createDynamoMetricsStore } from '../adapters/dynamodb/metrics/metrics-store.ts';
import { createDynamoPendingOrders } from '../adapters/dynamodb/metrics/pending-orders.ts';
import { createAggregationTelemetry } from '../adapters/telemetry/aggregation-telemetry.ts';
import { aggregateLines } from '../app/metrics/aggregate-lines.ts';
import { foldEnvironments } from '../app/metrics/fold-environments.ts';
import { readMetrics } from '../app/metrics/read-metrics.ts';
import { reportPendingOrders } from '../app/metrics/report-pending-orders.ts';
import { createConsumerPipeline } from '../middleware/consumer-pipeline.ts';
import { logEvents } from '../observability/log-events.ts';
import { systemScheduler } from '../resilience/scheduler.ts';
import { sleep } from '../resilience/sleep.ts';
import { dynamoClient, optionalReadsClient } from './database.ts';
import { once } from './once.ts';
import { clock, cloudWatchMetrics, environment, logger, metrics, pipeline } from './platform.ts';

const metricsStore = /* @__PURE__ */ once(() =>
  createDynamoMetricsStore({ client: dynamoClient(), tableName: environment.metricsTableName }),
);

const pendingOrders = () =>
  createDynamoPendingOrders({ client: optionalReadsClient(), tableName: environment.ordersTableName });

/** Makes the handler of the aggregator, whose own lines have no counters for anybody to add up. */
export const aggregatorHandler: ReturnType<typeof createConsumerPipeline> = (...consumer) =>
  createConsumerPipeline({
    ...pipeline,
    metrics: {
      publish: (metadata) => {
        cloudWatchMetrics().publish(metadata);
        // The circuit breakers of this environment have counted here.
        metrics.publish(metadata);
      },
    },
  })(...consumer);

export const composeAggregateLines = () =>
  aggregateLines({
    store: metricsStore(),
    clock,
    pause: (attempt, { signal }) =>
      sleep(systemScheduler, Math.random() * Math.min(1_000, 25 * 2 ** attempt), signal),
    telemetry: createAggregationTelemetry(logger, cloudWatchMetrics()),
  });

export const composeFoldEnvironments = () =>
  foldEnvironments({
    store: metricsStore(),
    clock,
    batchSize: 1_000,
    onFolded: () => metrics.increment('order_service_metrics_environments_folded_total', {}),
    onFailure: (key, error) => logger.warn(logEvents.environmentNotFolded, { ...key, error }),
  });

export const composeReadMetrics = () =>
  readMetrics({
    store: metricsStore(),
    pending: pendingOrders(),
    clock,
    extrasTimeoutMs: 2_000,
    onExtraUnreadable: (what, error) => logger.warn(logEvents.scrapeIncomplete, { what, error }),
  });

export const composeReportPendingOrders = () =>
  reportPendingOrders({
    pending: pendingOrders(),
    timeoutMs: 5_000,
    onCounted: ({ count }) => metrics.set('orders_pending', {}, count),
    onFailure: (error) => logger.warn(logEvents.pendingOrdersNotCounted, { error }),
  });
