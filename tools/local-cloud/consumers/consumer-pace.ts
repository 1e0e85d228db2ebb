/** How quickly the event path and the log pipeline move; all in milliseconds. */
export interface ConsumerPace {
  /** Bounds of the time between two looks at a stream. */
  readonly streamPollMs: { readonly least: number; readonly most: number };
  /** Before the first retry of a stream's batch. */
  readonly streamRetryMs: number;
  /** How soon a message that failed comes back; deployed, after its queue's visibility timeout. */
  readonly queueRetryMs: number;
  /** How long a log line waits for others of its stream. */
  readonly logCollectMs: number;
  /** Before the first retry of a batch of log lines; deployed, a minute. */
  readonly logRetryMs: number;
}

/** For people who wait and watch. */
export const defaultPace: ConsumerPace = {
  streamPollMs: { least: 50, most: 500 },
  streamRetryMs: 100,
  queueRetryMs: 3_000,
  logCollectMs: 200,
  logRetryMs: 1_000,
};
