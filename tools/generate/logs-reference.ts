import type { logEvents } from '../../lib/platform/logging/log-events.ts';
import { invocationLogExplanations, type LogExplanation } from './invocation-logs-reference.ts';

/** Meaning of each log code. A new code does not compile without an entry. */
export const logExplanations: Record<keyof typeof logEvents, LogExplanation> = {
  ...invocationLogExplanations,
  orderPlaced: { level: 'INFO', meaning: 'A new order was committed.' },
  orderChanged: { level: 'INFO', meaning: 'A transition of an order was committed.' },
  eventSummarized: {
    level: 'DEBUG',
    meaning:
      'The order summary of a customer includes the event. The line has the correlation id and the trace of the request that caused the event.',
  },
  eventUnknown: {
    level: 'WARN',
    meaning:
      'The consumer does not know the type or schema version of an event. A newer version published it.',
    runbook: 'event-path.md#dead-letters',
  },
  eventEarly: {
    level: 'WARN',
    meaning:
      'An event arrived before its predecessors. The queue redelivers it, and later the sweeper publishes it again after them.',
    runbook: 'event-path.md#dead-letters',
  },
  orderValueNotCounted: {
    level: 'WARN',
    meaning:
      'The currency of an order (`currency`) has no rate in dollars, so `order_value_dollars` leaves the order out.',
  },
  canaryRefused: {
    level: 'WARN',
    meaning: 'PutEvents rejected the canary event; `reason` is the error code.',
    runbook: 'event-path.md#canary-lost',
  },
  canaryLost: {
    level: 'ERROR',
    meaning: 'The bus accepted a canary event, and the consumer did not receive it in time.',
    runbook: 'event-path.md#canary-lost',
  },
  canaryUnknown: {
    level: 'WARN',
    meaning:
      'The consumer received a canary event without a stored counterpart, such as one of another stage.',
    runbook: 'event-path.md#canary-lost',
  },
  canaryNotJudged: {
    level: 'WARN',
    meaning: 'It was not determined whether a canary event returned in time. A later run retries it.',
    runbook: 'functions.md#job-backlog',
  },
  syntheticOrderFailed: {
    level: 'ERROR',
    meaning:
      'A synthetic order was not placed and cancelled through the public address of the API; `error` names the step and its answer.',
    runbook: 'way-in.md#synthetic-order-absent',
  },
  versionRehearsed: {
    level: 'INFO',
    meaning:
      'A new version of an API function passed its rehearsal, or the function returns to an earlier one (`isReturn`). With `orderRefused`, the synthetic product could not be ordered for the reason of this code: the function answered a request, and no order was placed.',
  },
  versionRejected: {
    level: 'ERROR',
    meaning:
      'A new version of an API function failed its rehearsal; `error` names the step and its answer. CodeDeploy leaves the alias at the version before.',
    runbook: 'deployments.md#rollback',
  },
  stockSplit: {
    level: 'INFO',
    meaning: 'Orders of a product conflicted, so `split-stock` has doubled its stock items.',
  },
  stockMerged: {
    level: 'INFO',
    meaning: 'Orders of a product did not conflict for an hour, so `split-stock` has halved its stock items.',
  },
  stockNotSplit: { level: 'WARN', meaning: 'A product was not split. The next run retries it.' },
  contentionNotMarked: {
    level: 'WARN',
    meaning: 'Conflicts of a product were not recorded, so its stock may be split later.',
  },
  availabilityNotRefreshed: {
    level: 'WARN',
    meaning: 'The list of products shows an older availability of a product. The next run retries it.',
  },
  expiryFailed: { level: 'WARN', meaning: 'An unpaid order could not be expired. The next run retries it.' },
  orderUnreadable: {
    level: 'ERROR',
    meaning: '`error` names the item and the attributes that are wrong. The other orders are listed.',
  },
  unpaidOrdersNotCounted: {
    level: 'WARN',
    meaning:
      'Counting failed or timed out, so an order was accepted without the limit of unpaid orders (ORD-007).',
    runbook: 'dependencies.md#database-throttled',
  },
  noticeReceived: {
    level: 'INFO',
    meaning:
      'A signed webhook (`eventId`, `type`) arrived; `outcome` states whether it led to a payment of ours (`settled`, `unknown`) or was not about money (`ignored`).',
    runbook: 'dependencies.md#webhooks-refused',
  },
  refundFailed: {
    level: 'WARN',
    meaning: 'A refund failed. `reconcile-payments` retries it.',
    runbook: 'dependencies.md#payments-unknown',
  },
  paymentOutcomeUnknown: {
    level: 'WARN',
    meaning:
      'The gateway gave no definite answer to a payment. The customer gets 202; `reconcile-payments` asks again.',
    runbook: 'dependencies.md#payments-unknown',
  },
  paymentUnsettled: {
    level: 'WARN',
    meaning: 'The outcome of a payment could not be read or stored. The next run retries it.',
    runbook: 'dependencies.md#payments-unknown',
  },
  paymentRejected: {
    level: 'INFO',
    meaning:
      'The gateway gave a definite answer: `reason` is the reason in the answer to the client, `problem` and `declineCode` are the gateway’s codes, `gatewayRequestId` finds the request in its dashboard.',
  },
  paymentConfigurationRejected: {
    level: 'ERROR',
    meaning:
      'A request to the payment gateway failed because of our key, account or request; the error names the answer. The request gets SYS-001.',
    runbook: 'dependencies.md#payment-configuration',
  },
  catalogueCacheFailed: {
    level: 'WARN',
    meaning: 'Redis or Valkey failed. Requests are slower, and correct.',
    runbook: 'slo-order-latency.md#page',
  },
  catalogueEntryUnreadable: {
    level: 'WARN',
    meaning:
      'An entry of the shared cache is not in the form of the service: another program writes to the server. Each environment logs the first one.',
    runbook: 'slo-order-latency.md#page',
  },
  productUnreadable: {
    level: 'ERROR',
    meaning: '`error` names the item and the attributes that are wrong. The other products are listed.',
  },
  circuitChanged: {
    level: 'WARN',
    meaning: 'The circuit breaker of a dependency changed from `from` to `to`.',
    runbook: 'dependencies.md#circuit-open',
  },
  eventNotAccepted: {
    level: 'WARN',
    meaning: 'PutEvents rejected an event; `code` is the error code of EventBridge. The sweeper retries it.',
    runbook: 'slo-event-freshness.md#page',
  },
  orderNotPublished: {
    level: 'ERROR',
    meaning: 'Publishing the events of one order failed. Other orders are not affected.',
    runbook: 'slo-event-freshness.md#page',
  },
  streamRecordUnreadable: {
    level: 'ERROR',
    meaning: 'A record of the events table has no order id in its key. The relay skipped it.',
    runbook: 'event-path.md#relay-late',
  },
  orderQuarantined: {
    level: 'ERROR',
    meaning:
      'Publishing failed repeatedly; the events of the order are quarantined for six hours, or until they are replayed.',
    runbook: 'event-path.md#orders-quarantined',
  },
  metricsExtrasLost: {
    level: 'WARN',
    meaning: 'Exemplars or the ingestion time of a counter line were not stored. Totals are not affected.',
    runbook: 'metrics-pipeline.md#aggregator-failing',
  },
  environmentNotFolded: {
    level: 'WARN',
    meaning: 'The counters of an idle environment were not folded into the totals. The next run retries it.',
    runbook: 'metrics-pipeline.md#aggregator-failing',
  },
  scrapeIncomplete: {
    level: 'WARN',
    meaning: '`/metrics` left out the part in `what`, because reading it failed or timed out.',
    runbook: 'metrics-pipeline.md#aggregator-failing',
  },
  batchFailedAgain: {
    level: 'WARN',
    meaning:
      'The job `redrive-batches` could not process the batch in `key`, which `consumer` gave up. After ten tries it is abandoned, and tried once a day.',
    runbook: 'metrics-pipeline.md#counts-missing',
  },
  pendingOrdersNotCounted: {
    level: 'WARN',
    meaning: '`orders_pending` was not reported to CloudWatch. The next run retries it.',
    runbook: 'dependencies.md#database-throttled',
  },
  paymentStuck: {
    level: 'ERROR',
    meaning:
      'A payment attempt or a refund has no outcome for too long, a refund has failed, or a customer disputes a charge; `reason` says which. It is not tried again.',
    runbook: 'payments.md#stuck-payments',
  },
  stuckPaymentsNotCounted: {
    level: 'WARN',
    meaning: '`order_service_stuck_payments` was not reported to CloudWatch. The next run retries it.',
    runbook: 'dependencies.md#database-throttled',
  },
  healthCheckFailed: {
    level: 'WARN',
    meaning: 'A check of `/health/ready` failed; `check` is its name.',
    runbook: 'dependencies.md#circuit-open',
  },
};
