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
  orderPlaced: { code: 'ORD-101', message: 'order placed' },
  healthCheckFailed: { code: 'HLT-001', message: 'health check failed' },
} as const satisfies Record<string, LogEvent>;
