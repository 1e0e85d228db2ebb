import { listDue } from '../adapters/dynamodb/due-work.ts';
import { createDynamoBudgetHistory } from '../adapters/dynamodb/dynamo-budget-history.ts';
import { createDynamoPendingOrders } from '../adapters/dynamodb/dynamo-pending-orders.ts';
import { countPendingOrders } from '../adapters/telemetry/count-pending-orders.ts';
import { countSloEvents } from '../adapters/telemetry/count-slo-events.ts';
import { measureBudgets } from '../app/measure-budgets.ts';
import { countStuckMoney, readStuckGauges } from '../app/payment/report-stuck-money.ts';
import { readOldestPending, reportPendingOrders } from '../app/pending-orders.ts';
import { aggregateLines, createAggregationTelemetry } from '../metrics/aggregator.ts';
import { createDynamoMetricsStore } from '../metrics/dynamo-metrics-store.ts';
import { createDynamoUnansweredStore } from '../metrics/dynamo-unanswered-store.ts';
import { readMetrics } from '../metrics/exposition.ts';
import { foldEnvironments } from '../metrics/fold-environments.ts';
import { newsAbove } from '../metrics/news-above.ts';
import { createMetricsRecorder } from '../metrics/recorder.ts';
import { judgeUnansweredRequests } from '../metrics/unanswered-requests.ts';
import { createLogPipeline } from '../middleware/logs/log-pipeline.ts';
import { logEvents } from '../platform/logging/log-events.ts';
import { dynamoClient, optionalReadsClient, retryOnConflict } from './database.ts';
import { unobservedDrain } from './jobs.ts';
import { once } from './once.ts';
import { clock, cloudWatch, environment, logger, metrics, pipeline } from './platform.ts';

const metricsStore = /* @__PURE__ */ once(() =>
  createDynamoMetricsStore({ client: dynamoClient(), tableName: environment.metricsTableName }),
);

/** For reads that can be left out. */
const optionalMetricsStore = () =>
  createDynamoMetricsStore({ client: optionalReadsClient(), tableName: environment.metricsTableName });

const pendingOrders = () =>
  createDynamoPendingOrders({ client: optionalReadsClient(), tableName: environment.ordersTableName });

/** Metrics of a reader of logs: they go to CloudWatch, and the lines hold no counters to aggregate. */
const readerMetrics = /* @__PURE__ */ once(() => createMetricsRecorder(cloudWatch));

/** Collaborators of the functions that read logs. */
export const readerPipeline = {
  ...pipeline,
  // The circuit breakers of this environment have counted in its own metrics.
  metrics: { take: () => [...readerMetrics().take(), ...metrics.take()] },
};

/** Makes the handlers of the functions that log subscriptions start. */
export const logsHandler = /* @__PURE__ */ createLogPipeline(readerPipeline);

export const composeAggregateLines = () =>
  aggregateLines({
    store: metricsStore(),
    clock,
    retryOnConflict: retryOnConflict(),
    telemetry: createAggregationTelemetry(logger, readerMetrics()),
  });

export const composeJudgeUnanswered = () =>
  judgeUnansweredRequests({
    store: createDynamoUnansweredStore(
      { client: dynamoClient(), tableName: environment.metricsTableName },
      { clock, random: Math.random },
    ),
    clock,
    logger,
    metrics: readerMetrics(),
  });

export const composeFoldEnvironments = () =>
  foldEnvironments({
    store: metricsStore(),
    clock,
    drain: unobservedDrain(10),
    onFolded: () => metrics.increment('order_service_metrics_environments_folded_total', {}),
    onFailure: (key, error) => logger.warn(logEvents.environmentNotFolded, { ...key, error }),
  });

export const composeMeasureBudgets = () =>
  measureBudgets({
    readTotals: async (options) => countSloEvents(await metricsStore().totals(options)),
    history: createDynamoBudgetHistory({ client: dynamoClient(), tableName: environment.metricsTableName }),
    clock,
    onMeasured: (slo, remaining) => metrics.set('slo_budget_remaining_ratio', { slo }, remaining),
  });

/** Counts what waits for an operator. */
export const countStuck = () => {
  const table = { client: optionalReadsClient(), tableName: environment.ordersTableName };
  return countStuckMoney({
    listStuck: (now, options) => listDue(table, 'ATTENTION', now, options),
    clock,
  });
};

export const composeReadMetrics = () => {
  const ttlMs = 10_000;
  const readOldest = readOldestPending({ pending: pendingOrders(), clock, ttlMs });
  const readStuck = readStuckGauges({ count: countStuck(), clock, ttlMs });
  return readMetrics({
    store: metricsStore(),
    gaugesOf: (totals) => ({ orders_pending: countPendingOrders(totals) }),
    readGauges: async (options) => {
      const [oldest, stuck] = await Promise.all([readOldest(options), readStuck(options)]);
      return { ...oldest, ...stuck };
    },
    clock,
    optionalTimeoutMs: 2_000,
    onPartMissing: (part, error) => logger.warn(logEvents.scrapeIncomplete, { part, error }),
  });
};

export const composeReportPendingOrders = () => {
  const store = optionalMetricsStore();
  return reportPendingOrders({
    count: async (options) => countPendingOrders(await store.totals(options)),
    timeoutMs: 5_000,
    onCounted: newsAbove(0, (pending) => metrics.set('orders_pending', {}, pending)),
    onFailure: (error) => logger.warn(logEvents.pendingOrdersNotCounted, { error }),
  });
};
