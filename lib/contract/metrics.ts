import { customerTypes, orderSources } from '../domain/order.ts';
import { type defaultRoute, servedRoutes } from './default-route.ts';
import { type ErrorCode, errorRegistry } from './errors/registry.ts';
import type { MetricDefinition } from './metric-definition.ts';
import { pipelineMetrics } from './pipeline-metrics.ts';
import type { HttpMethod } from './route-definition.ts';
import type { Endpoint } from './routes.ts';
import { backlogJobIds, circuitStates, dependencies } from './service.ts';
import { sloMetrics } from './slos.ts';

const definitions = Object.values(servedRoutes).filter((route) => !('uncounted' in route));
const methods = [...new Set(definitions.map(({ method }) => method))] as readonly (
  | HttpMethod
  | typeof defaultRoute.method
)[];
const endpoints = [...new Set(definitions.map(({ path }) => path))] as readonly (
  | Endpoint
  | typeof defaultRoute.path
)[];
const routePairs = definitions.map(({ method, path }) => ({ method, endpoint: path }));
const errorCodes = Object.keys(errorRegistry) as readonly ErrorCode[];
const requestOutcomes = ['success', 'error'] as const;
const processedStatuses = ['confirmed', 'shipped', 'delivered', 'cancelled', 'expired'] as const;

/** The metric catalogue. A name, a label or a label value that is not here cannot be recorded. */
export const metrics = {
  order_service_requests_total: {
    type: 'counter',
    code: 'rq',
    cloudWatch: 'dimensions',
    // All requests of a route are the samples of their durations.
    notInCloudWatch: { status: ['success'] },
    inName: ['status'],
    only: routePairs,
    help: 'Requests by route and outcome; status codes of 400 and above count as errors.',
    labels: { method: methods, endpoint: endpoints, status: requestOutcomes },
  },
  order_service_request_duration_seconds: {
    type: 'histogram',
    code: 'rd',
    cloudWatch: 'dimensions',
    only: routePairs,
    help: 'Duration of an invocation, from start to response.',
    unit: 'seconds',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    labels: { method: methods, endpoint: endpoints },
  },
  order_service_errors_total: {
    type: 'counter',
    code: 'er',
    cloudWatch: 'dimensions',
    help: 'Requests that failed, by error code.',
    labels: { code: errorCodes },
  },
  order_service_circuit_transitions_total: {
    type: 'counter',
    code: 'ct',
    cloudWatch: 'name',
    help: 'Circuit breaker transitions, by the new state.',
    labels: { dependency: dependencies, state: circuitStates },
  },
  order_service_payment_configuration_errors_total: {
    type: 'counter',
    code: 'gc',
    cloudWatch: 'dimensions',
    help: 'Requests to the payment gateway that failed because of our key, account or request.',
    labels: {},
  },
  order_service_webhooks_total: {
    type: 'counter',
    code: 'wh',
    help: 'Webhooks of the payment gateway: settled (about a payment of ours), unknown (none of ours), ignored (its type), or refused (signature or body).',
    labels: { outcome: ['settled', 'unknown', 'ignored', 'refused'] },
  },
  order_service_transaction_conflicts_total: {
    type: 'counter',
    code: 'tc',
    cloudWatch: 'dimensions',
    help: 'Writes that conflicted with a DynamoDB transaction in progress; each is retried.',
    labels: {},
  },
  order_service_database_throttled_total: {
    type: 'counter',
    code: 'dt',
    cloudWatch: 'dimensions',
    help: 'Attempts of the service of which DynamoDB throttled all or a part. Those of readers of logs are in CloudWatch only.',
    labels: {},
  },
  orders_created_total: {
    type: 'counter',
    code: 'oc',
    cloudWatch: 'dimensions',
    help: 'Orders placed, counted from order events.',
    labels: { source: orderSources, customer_type: customerTypes },
  },
  order_value_dollars: {
    type: 'histogram',
    code: 'ov',
    cloudWatch: 'dimensions',
    help: 'Order total at the time of placement, from order events.',
    unit: 'dollars',
    buckets: [10, 25, 50, 100, 250, 500, 1000, 2500, 5000],
    labels: {},
  },
  order_service_orders_processed_total: {
    type: 'counter',
    code: 'op',
    cloudWatch: 'name',
    help: 'Order status changes, counted from order events.',
    labels: { status: processedStatuses },
  },
  order_processing_seconds: {
    type: 'summary',
    code: 'ps',
    cloudWatch: 'dimensions',
    help: 'Time from placement to delivery of an order, from order events; quantiles over the last 60 to 70 minutes, within 1 %.',
    unit: 'seconds',
    quantiles: [0.5, 0.9, 0.99],
    windowSeconds: 3_600,
    relativeError: 0.01,
    labels: {},
  },
  order_service_pending_changes_total: {
    type: 'counter',
    code: 'pc',
    help: 'Orders that began to await payment (entered) or no longer await it (left), counted from order events.',
    labels: { change: ['entered', 'left'] },
  },
  orders_pending: {
    type: 'gauge',
    cloudWatch: 'dimensions',
    help: 'Orders that await payment, counted from order events.',
    labels: {},
  },
  orders_oldest_pending_timestamp_seconds: {
    type: 'gauge',
    unit: 'seconds',
    help: 'Placement time of the oldest order that awaits payment; 0 if there is none.',
    labels: {},
  },
  order_service_stuck_payments: {
    type: 'gauge',
    cloudWatch: 'dimensions',
    help: 'Payment attempts and refunds that wait for an operator.',
    labels: {},
  },
  order_service_stuck_payments_oldest_age_seconds: {
    type: 'gauge',
    cloudWatch: 'dimensions',
    unit: 'seconds',
    help: 'Age of the oldest payment attempt or refund that waits for an operator; 0 if there is none.',
    labels: {},
  },
  order_service_job_oldest_due_seconds: {
    type: 'gauge',
    cloudWatch: 'dimensions',
    unit: 'seconds',
    help: 'Age of the oldest item that was due in a run of a scheduled job, while it is above 15 minutes. CloudWatch only.',
    labels: { job: backlogJobIds },
  },
  ...sloMetrics,
  ...pipelineMetrics,
} as const satisfies Record<string, MetricDefinition>;

export type MetricName = keyof typeof metrics;
type NamesOfType<T extends MetricDefinition['type']> = {
  [N in MetricName]: (typeof metrics)[N]['type'] extends T ? N : never;
}[MetricName];
export type CounterName = NamesOfType<'counter'>;
/** Metrics that take observed values. */
export type HistogramName = NamesOfType<'histogram' | 'summary'>;
export type GaugeName = NamesOfType<'gauge'>;
/** Metrics that functions emit to CloudWatch. Others exist in `/metrics` only. */
export type CloudWatchMetricName = {
  [N in MetricName]: (typeof metrics)[N] extends { readonly cloudWatch: string } ? N : never;
}[MetricName];
/** Gauges that are read for CloudWatch, too. */
export type CloudWatchGaugeName = Extract<GaugeName, CloudWatchMetricName>;

type LabelName<N extends MetricName> = keyof (typeof metrics)[N]['labels'] & string;

/** The labels that a metric takes, each with its closed set of values. */
export type MetricLabels<N extends MetricName> = [LabelName<N>] extends [never]
  ? Readonly<Record<string, never>>
  : {
      readonly [L in LabelName<N>]: (typeof metrics)[N]['labels'][L] extends readonly (infer V extends
        string)[]
        ? V
        : never;
    };

type LeftOut<N extends MetricName, L> = (typeof metrics)[N] extends {
  readonly notInCloudWatch: { readonly [K in L & string]: readonly (infer V)[] };
}
  ? V
  : never;

/** The labels of a metric with the values that CloudWatch gets. */
export type CloudWatchLabels<N extends CloudWatchMetricName> = {
  readonly [L in keyof MetricLabels<N>]: Exclude<MetricLabels<N>[L], LeftOut<N, L>>;
};
