import {
  type Answer,
  createOrderServiceClient,
  isFailure,
  type Order,
  type OrderServiceClient,
  type PaidOrder,
} from '../../client/src/order-service-client.ts';
import { sloBadEvents } from '../../lib/contract/cloudwatch-metrics.ts';
import type { MetricName } from '../../lib/contract/metrics.ts';
import { type RouteId, routes } from '../../lib/contract/routes.ts';
import { scopes } from '../../lib/contract/scopes.ts';
import {
  dependencies,
  environmentVariables,
  metricsNamespaceOf,
  runbookBaseUrl,
  type ScheduleId,
  serviceName,
} from '../../lib/contract/service.ts';
import { sloCorrections } from '../../lib/contract/slo-corrections.ts';
import { slos } from '../../lib/contract/slos.ts';
import { testPaymentMethods } from '../../lib/contract/test-payment-methods.ts';

export type {
  CounterName,
  GaugeName,
  HistogramName,
  MetricLabels,
  MetricName,
} from '../../lib/contract/metrics.ts';
export type { SloId } from '../../lib/contract/slos.ts';

/** A request of the customers of a game day. */
export type CustomerRequest = (
  client: OrderServiceClient,
  options: { readonly correlationId: string },
) => Promise<Answer<number, Order | PaidOrder>>;

const series = {
  /** Judged events, by `slo` and `outcome`. */
  events: 'slo_events_total',
  requestDuration: 'order_service_request_duration_seconds',
  /** From a log line with counters to the totals. */
  ingestLag: 'order_service_metrics_ingest_lag_seconds',
  /** Time of the newest log line in the totals. */
  lastIngested: 'order_service_metrics_last_ingested_timestamp_seconds',
  /** Log lines with counters, by `outcome`. */
  lines: 'order_service_metrics_lines_total',
  /** Batches of log lines that their function gave up, by `outcome`. */
  givenUpBatches: 'order_service_given_up_batches_total',
  /** Canary events over the bus, by `outcome`. */
  canaries: 'order_service_canary_total',
  /** Synthetic orders through the public address, by `outcome`. */
  syntheticOrders: 'order_service_synthetic_orders_total',
  ordersQuarantined: 'order_service_orders_quarantined_total',
  requests: 'order_service_requests_total',
  errors: 'order_service_errors_total',
  ordersCreated: 'orders_created_total',
  orderValue: 'order_value_dollars',
  ordersProcessed: 'order_service_orders_processed_total',
  orderProcessing: 'order_processing_seconds',
  ordersPending: 'orders_pending',
  oldestPending: 'orders_oldest_pending_timestamp_seconds',
  stuckPayments: 'order_service_stuck_payments',
  oldestStuckSeconds: 'order_service_stuck_payments_oldest_age_seconds',
  eventsPublished: 'order_service_events_published_total',
  publishDelay: 'order_service_event_publish_delay_seconds',
  circuitTransitions: 'order_service_circuit_transitions_total',
  paymentConfigurationErrors: 'order_service_payment_configuration_errors_total',
  webhooks: 'order_service_webhooks_total',
  transactionConflicts: 'order_service_transaction_conflicts_total',
  /** Attempts that the database throttled. */
  databaseThrottled: 'order_service_database_throttled_total',
  environmentsFolded: 'order_service_metrics_environments_folded_total',
} as const satisfies Readonly<Record<string, MetricName>>;

/** Rules whose runbooks are at another address than the declared one. */
export const withRunbooksAt = (rules: string, address: string): string =>
  rules.replaceAll(`${runbookBaseUrl}/`, `${address.replace(/\/+$/, '')}/`);

/** Address of a section of a runbook, which is a path from the project's root. */
export const runbookUrl = (runbook: string, section: string): string =>
  `${runbookBaseUrl}/${runbook.replace('docs/runbooks/', '')}#${section}`;

/**
 * The service that this folder monitors. No other file here imports the contract of the service
 * (`slo-tools-declaration` in .dependency-cruiser.mjs).
 */
export const orderService = {
  name: serviceName,
  title: 'Order service',
  description: 'Takes orders and their payments.',
  objectives: slos,
  corrections: sloCorrections,
  cloudWatch: {
    namespaceOf: metricsNamespaceOf,
    /** Judged events of an objective: 1 for each bad one, 0 for each good one. */
    events: sloBadEvents,
    /** Beginning of the names of a stage's alarms. */
    alarmPrefix: (stage: string) => `${serviceName}-${stage}-`,
    /** The alarm of a stage whose metrics do not arrive, without the prefix. */
    blindAlarm: 'metrics-blind',
  },
  /** File that declares the objectives, from the project's root. */
  declaredIn: 'lib/contract/slos.ts',
  series,
  /** Dependencies of the service; each has a circuit breaker. */
  dependencies,
  /** Runbooks besides those of the objectives, in `docs/runbooks/`. */
  runbooks: {
    'Event path': 'event-path.md',
    Dependencies: 'dependencies.md',
    Payments: 'payments.md',
    Functions: 'functions.md',
    'Metrics pipeline': 'metrics-pipeline.md',
  },
  metrics: { path: routes.metrics.path, scope: scopes.metricsRead },
  customers: {
    /** Name of the table that they write to, without its stage. */
    table: 'orders',
    /** Business customers: in an outage of payments they have many unpaid orders. */
    token: { scope: `${scopes.ordersRead} ${scopes.ordersWrite}`, customerType: 'business' },
    connect: createOrderServiceClient,
    placeOrder: ((client, options) =>
      client.createOrder(
        { items: [{ sku: 'TEA-001', quantity: 1 }], source: 'web' },
        options,
      )) as CustomerRequest,
    payOrder:
      (orderId: string, paymentMethod: string = testPaymentMethods.succeeds): CustomerRequest =>
      (client, options) =>
        client.payOrder(orderId, { paymentMethod }, options),
    readOrder:
      (orderId: string): CustomerRequest =>
      (client, options) =>
        client.getOrder(orderId, options),
    /** The failure of a request, if it is one; functions answer with a code of the service. */
    failureOf: (error: unknown) =>
      isFailure(error)
        ? { status: error.status, isAnswered: !/^(?:HTTP-|NETWORK|DEADLINE)/.test(error.code) }
        : undefined,
    /** A payment whose outcome comes later; each name once. */
    slowPayment: (unique: string) => `${testPaymentMethods.processing}_${unique.replaceAll('-', '_')}`,
    /** Function that takes orders. */
    placing: 'create-order' satisfies RouteId,
  },
  /** Scheduled job that judges events which missed their deadline. */
  sweep: 'sweep-events' satisfies ScheduleId,
  environmentVariables,
} as const;
