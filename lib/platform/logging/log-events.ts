export interface LogEvent {
  /** Stable: queries and metric filters use it. `LOG-` keeps it apart from error codes. */
  readonly code: string;
  readonly message: string;
}

/** Every line that the service logs; docs/logs.md explains each. */
export const logEvents = {
  requestCompleted: { code: 'LOG-REQ-001', message: 'request completed' },
  requestRejected: { code: 'LOG-REQ-002', message: 'request failed with a known error' },
  requestFailed: { code: 'LOG-REQ-003', message: 'request failed with an unexpected error' },
  outcomeNotStored: {
    code: 'LOG-REQ-004',
    message: 'idempotent response not stored; a retry will run the request again',
  },
  requestUnanswered: { code: 'LOG-REQ-005', message: 'request failed without an answer of its function' },
  accessLineUnreadable: { code: 'LOG-REQ-006', message: 'line of the access log skipped: malformed' },
  jobCompleted: { code: 'LOG-JOB-001', message: 'scheduled job completed' },
  jobFailed: { code: 'LOG-JOB-002', message: 'scheduled job failed' },
  batchCompleted: { code: 'LOG-BAT-001', message: 'batch completed' },
  batchFailed: { code: 'LOG-BAT-002', message: 'batch failed' },
  messageFailed: { code: 'LOG-BAT-201', message: 'message failed; it will be redelivered' },
  messageUnreadable: {
    code: 'LOG-BAT-202',
    message: 'message not recognized; it will go to the dead-letter queue',
  },
  orderPlaced: { code: 'LOG-ORD-101', message: 'order placed' },
  orderChanged: { code: 'LOG-ORD-102', message: 'order changed' },
  eventSummarized: { code: 'LOG-SUM-101', message: 'event added to the order summary' },
  eventUnknown: { code: 'LOG-SUM-201', message: 'event skipped: unknown type or schema version' },
  eventEarly: {
    code: 'LOG-SUM-202',
    message: 'event out of order: earlier events are missing; it will be delivered again',
  },
  orderValueNotCounted: {
    code: 'LOG-SUM-203',
    message: 'order not counted in order_value_dollars: its currency has no rate in dollars',
  },
  canaryRefused: { code: 'LOG-CAN-201', message: 'event bus rejected the canary event' },
  canaryLost: { code: 'LOG-CAN-202', message: 'canary event did not return in time' },
  canaryUnknown: { code: 'LOG-CAN-203', message: 'unknown canary event received' },
  canaryNotJudged: { code: 'LOG-CAN-204', message: 'canary event not judged; it will be retried' },
  syntheticOrderFailed: { code: 'LOG-SYN-201', message: 'synthetic order not placed or not cancelled' },
  versionRehearsed: { code: 'LOG-DEP-101', message: 'new version rehearsed; it may get traffic' },
  versionRejected: {
    code: 'LOG-DEP-201',
    message: 'rehearsal of a new version failed; the deployment will be rolled back',
  },
  stockSplit: { code: 'LOG-STK-101', message: 'stock of a product with conflicting orders split' },
  stockMerged: { code: 'LOG-STK-102', message: 'stock of a product with calm orders merged' },
  stockNotSplit: { code: 'LOG-STK-201', message: 'stock split failed; it will be retried' },
  contentionNotMarked: { code: 'LOG-STK-202', message: 'conflicts of a product not recorded' },
  availabilityNotRefreshed: {
    code: 'LOG-STK-203',
    message: 'availability of a product not refreshed; it will be retried',
  },
  expiryFailed: { code: 'LOG-ORD-201', message: 'order expiry failed; it will be retried' },
  orderUnreadable: { code: 'LOG-ORD-203', message: 'order left out of a list: its item is malformed' },
  unpaidOrdersNotCounted: {
    code: 'LOG-ORD-202',
    message: 'unpaid orders of a customer not counted; their limit was not applied to an order',
  },
  noticeReceived: { code: 'LOG-PAY-102', message: 'webhook of the payment gateway processed' },
  refundFailed: { code: 'LOG-PAY-201', message: 'refund failed; it will be retried' },
  paymentOutcomeUnknown: {
    code: 'LOG-PAY-203',
    message: 'payment outcome unknown; the payment will be reconciled',
  },
  paymentUnsettled: { code: 'LOG-PAY-202', message: 'payment not settled; it will be retried' },
  paymentRejected: { code: 'LOG-PAY-101', message: 'payment gateway rejected a payment or a refund' },
  paymentConfigurationRejected: {
    code: 'LOG-PAY-301',
    message:
      'payment gateway rejected our key, account or request; no payment can succeed until it is corrected',
  },
  paymentStuck: {
    code: 'LOG-PAY-302',
    message: 'payment or refund waits for an operator; settle it by command',
  },
  stuckPaymentsNotCounted: {
    code: 'LOG-PAY-204',
    message: 'stuck payments not counted for CloudWatch; it will be retried',
  },
  catalogueCacheFailed: {
    code: 'LOG-CAT-201',
    message: 'catalogue cache failed; reading from DynamoDB instead',
  },
  catalogueEntryUnreadable: {
    code: 'LOG-CAT-202',
    message: 'entry of the catalogue cache unreadable; it will be replaced',
  },
  productUnreadable: {
    code: 'LOG-CAT-203',
    message: 'product left out of the catalogue, or its units not counted: an item is malformed',
  },
  circuitChanged: { code: 'LOG-CIR-001', message: 'circuit breaker changed state' },
  eventNotAccepted: { code: 'LOG-EVT-201', message: 'event bus rejected an event' },
  orderNotPublished: {
    code: 'LOG-EVT-202',
    message: 'events of an order not published; the sweeper will retry them',
  },
  streamRecordUnreadable: { code: 'LOG-EVT-203', message: 'stream record skipped: not an order event' },
  orderQuarantined: {
    code: 'LOG-EVT-301',
    message: 'events of an order quarantined; they are published again after six hours',
  },
  metricsExtrasLost: {
    code: 'LOG-MET-201',
    message: 'exemplars or ingestion time not stored; totals are correct',
  },
  environmentNotFolded: {
    code: 'LOG-MET-202',
    message: 'counters of an idle environment not folded; it will be retried',
  },
  scrapeIncomplete: { code: 'LOG-MET-203', message: 'scrape incomplete: a part could not be read in time' },
  pendingOrdersNotCounted: {
    code: 'LOG-MET-204',
    message: 'pending orders not counted for CloudWatch; it will be retried',
  },
  batchFailedAgain: {
    code: 'LOG-MET-205',
    message: 'batch of log lines failed again; it will be retried',
  },
  healthCheckFailed: { code: 'LOG-HLT-001', message: 'health check failed' },
} as const satisfies Record<string, LogEvent>;
