import type { logEvents } from '../../lib/platform/logging/log-events.ts';

export interface LogExplanation {
  readonly level: 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';
  readonly meaning: string;
  /** Anchor of the runbook section that helps, relative to docs/runbooks/. */
  readonly runbook?: string;
}

/** Meaning of the log codes about invocations: requests, jobs, batches and messages. */
export const invocationLogExplanations = {
  requestCompleted: {
    level: 'INFO',
    meaning:
      'A request ended; `status` is its HTTP status. The line also has the metrics of the invocation, and with errors their `code`.',
  },
  requestRejected: {
    level: 'WARN',
    meaning:
      'A request failed with a code of the error registry (`code`), such as a client error or a dependency failure. For AUT-002, `details.setting` names a setting that does not fit the token, if there is one.',
    runbook: 'slo-availability.md#page',
  },
  requestFailed: {
    level: 'ERROR',
    meaning: 'A request failed with SYS-001. The error is a defect.',
    runbook: 'slo-availability.md#page',
  },
  outcomeNotStored: {
    level: 'ERROR',
    meaning:
      'The response of a business error was not stored under its idempotency key. The request changed nothing.',
    runbook: 'dependencies.md#circuit-open',
  },
  requestUnanswered: {
    level: 'WARN',
    meaning:
      'The function of a route crashed, did not start, timed out or was throttled, or the gateway failed; the client got 5xx. The request is a bad event of the objectives.',
    runbook: 'functions.md#api-server-errors',
  },
  accessLineUnreadable: {
    level: 'WARN',
    meaning: 'A line of the access log lacks the fields of its format; the request in it is not judged.',
    runbook: 'metrics-pipeline.md#requests-not-judged',
  },
  jobCompleted: {
    level: 'INFO',
    meaning:
      'A scheduled job (`job`) ended; the line contains its counts, and the metrics of the invocation.',
  },
  jobFailed: {
    level: 'ERROR',
    meaning: 'A scheduled job (`job`) failed. The next run repeats the work.',
    runbook: 'functions.md#function-errors',
  },
  batchCompleted: {
    level: 'INFO',
    meaning: 'A consumer processed a batch; the line contains its counts, and the metrics of the invocation.',
  },
  batchFailed: {
    level: 'ERROR',
    meaning: 'A whole batch of a stream, queue or log subscription failed. It will be redelivered.',
    runbook: 'event-path.md#relay-late',
  },
  messageFailed: {
    level: 'WARN',
    meaning: 'One message of a queue failed. The other messages of the batch are not affected.',
    runbook: 'event-path.md#dead-letters',
  },
  messageUnreadable: {
    level: 'ERROR',
    meaning: 'A message does not match its schema. Redelivery does not help.',
    runbook: 'event-path.md#dead-letters',
  },
} as const satisfies Partial<Record<keyof typeof logEvents, LogExplanation>>;
