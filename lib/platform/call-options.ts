/** The time that a call has. Every call that leaves the process is given it. */
export interface CallOptions {
  /** Aborted at the deadline, or earlier when the caller gives up. */
  readonly signal: AbortSignal;
  /** Milliseconds since 1970; infinite for a call without a time limit. */
  readonly deadline: number;
  /** Milliseconds since 1970 after which no attempt follows a conflict; set by the outermost loop of retries. */
  readonly conflictDeadline?: number;
}

/** The same call with at most this many milliseconds, counted from now. */
export const limitCall = (options: CallOptions, ms: number): CallOptions => ({
  ...options,
  signal: AbortSignal.any([options.signal, AbortSignal.timeout(ms)]),
  deadline: Math.min(options.deadline, Date.now() + ms),
});

/** Options of a call that nothing limits; for what no request waits for. */
export const unlimitedCall = (): CallOptions => ({
  signal: new AbortController().signal,
  deadline: Number.POSITIVE_INFINITY,
});
