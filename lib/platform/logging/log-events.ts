export interface LogEvent {
  /** Stable; queries and alarms go by it. */
  readonly code: string;
  readonly message: string;
}

/** Every line that the service logs. */
export const logEvents = {
  requestCompleted: { code: 'REQ-001', message: 'request completed' },
  requestRejected: { code: 'REQ-002', message: 'request ended in a known error' },
  requestFailed: { code: 'REQ-003', message: 'request ended in an unexpected error' },
  outcomeNotStored: { code: 'REQ-004', message: 'outcome of a request could not be stored for replay' },
  jobCompleted: { code: 'JOB-001', message: 'job completed' },
  jobFailed: { code: 'JOB-002', message: 'job failed' },
  batchCompleted: { code: 'BAT-001', message: 'batch completed' },
  batchFailed: { code: 'BAT-002', message: 'batch failed' },
  messageFailed: { code: 'BAT-201', message: 'message could not be handled, will be delivered again' },
  messageUnreadable: {
    code: 'BAT-202',
    message: 'message is none that the function understands, it ends in the dead-letter queue',
  },
  orderPlaced: { code: 'ORD-101', message: 'order placed' },
  orderChanged: { code: 'ORD-102', message: 'order changed' },
  eventSummarized: { code: 'SUM-101', message: 'event is in its customer’s summary' },
  eventUnknown: {
    code: 'SUM-201',
    message: 'event of a type or schema that this version does not know, passed over',
  },
  eventEarly: { code: 'SUM-202', message: 'events before this one are missing, will be delivered again' },
  canaryRefused: { code: 'CAN-201', message: 'bus did not accept the synthetic event' },
  canaryLost: { code: 'CAN-202', message: 'synthetic event did not come back over the bus in time' },
  canaryUnknown: { code: 'CAN-203', message: 'synthetic event came back that nobody has sent' },
  expiryFailed: { code: 'ORD-201', message: 'order could not be expired, will be tried again' },
  refundFailed: { code: 'PAY-201', message: 'refund failed, will be tried again' },
  paymentUndecided: {
    code: 'PAY-203',
    message: 'gateway did not say how a payment ended, it will be asked again',
  },
  paymentUnsettled: { code: 'PAY-202', message: 'payment could not be settled, will be tried again' },
  catalogueCacheFailed: { code: 'CAT-201', message: 'catalogue cache failed, went on without it' },
  circuitChanged: { code: 'CIR-001', message: 'circuit breaker changed its state' },
  eventNotAccepted: { code: 'EVT-201', message: 'bus did not accept an event' },
  orderNotPublished: { code: 'EVT-202', message: 'events of an order could not be published this time' },
  streamRecordUnreadable: { code: 'EVT-203', message: 'stream record is not about an order, it was skipped' },
  orderQuarantined: { code: 'EVT-301', message: 'events of an order are parked until somebody replays them' },
  metricsExtrasLost: {
    code: 'MET-201',
    message: 'exemplars or the time of the newest line could not be kept, totals are right without',
  },
  environmentNotFolded: {
    code: 'MET-202',
    message: 'counters of an environment could not be packed away, will be tried again',
  },
  scrapeIncomplete: { code: 'MET-203', message: 'metrics answered without what could not be read in time' },
  pendingOrdersNotCounted: {
    code: 'MET-204',
    message: 'pending orders could not be counted for CloudWatch, will be tried again',
  },
  healthCheckFailed: { code: 'HLT-001', message: 'health check failed' },
} as const satisfies Record<string, LogEvent>;
