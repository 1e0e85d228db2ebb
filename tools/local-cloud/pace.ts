import type { PollTimes } from './streams/poll-rhythm.ts';

/** Periods and waiting times behind the API. Those of a deployment can be shorter here; all in milliseconds but the first. */
export interface Pace {
  /** Duration of one minute of a schedule, in seconds. */
  readonly scheduleSeconds: number;
  /** Between two reads of a stream: `least` after a function has written to its table, `most` in quiet times. */
  readonly streamPollMs: PollTimes;
  /** Before the first retry of a batch of a stream; twice as long before each further one, up to `most`. */
  readonly streamRetryMs: { readonly least: number; readonly most: number };
  /** After the failure of a message until it returns, or, as on AWS, the visibility timeout of its queue since its receipt. */
  readonly queueRetryMs: number | 'visibility-timeout';
  /** Share of the time that a consumer's batches wait for more. */
  readonly batchWindows: number;
  /** How long a log line waits for others of its stream. */
  readonly logCollectMs: number;
  /** Before the first retry of a batch of log lines; twice as long before the second. */
  readonly logRetryMs: number;
}

export type PaceName = 'local' | 'aws';

/**
 * `local` is for people who wait and watch. `aws` has the times of the deployment. Sources: AWS Lambda Developer Guide: a
 * stream is read four times a second, an asynchronous invocation is retried after one minute and after two. AWS documents
 * neither the backoff of streams nor the delay of subscriptions; these two are of the usual order.
 */
export const paces: Readonly<Record<PaceName, Pace>> = {
  local: {
    scheduleSeconds: 5,
    streamPollMs: { least: 50, most: 500 },
    streamRetryMs: { least: 100, most: 5_000 },
    queueRetryMs: 3_000,
    batchWindows: 0,
    logCollectMs: 500,
    logRetryMs: 1_000,
  },
  aws: {
    scheduleSeconds: 60,
    streamPollMs: { least: 250, most: 250 },
    streamRetryMs: { least: 1_000, most: 60_000 },
    queueRetryMs: 'visibility-timeout',
    batchWindows: 1,
    logCollectMs: 5_000,
    logRetryMs: 60_000,
  },
};
