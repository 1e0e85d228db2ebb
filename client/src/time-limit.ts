/** The time that a call or an attempt has. */
export interface TimeLimit {
  /** Aborts when the time is over, or with the reason of the outer signal. */
  readonly signal: AbortSignal;
  /** Whether the time is over, as opposed to the outer signal. */
  readonly isOver: () => boolean;
  /** Ends the timer and lets go of the outer signal. */
  readonly release: () => void;
}

/** The longest time of a timer. */
const maxMs = 2 ** 31 - 1;

/**
 * Limits the time of work within that of an outer signal.
 *
 * `AbortSignal.any` and `AbortSignal.timeout` are missing from browsers before 2024, and Node 20 can forget their timer in a
 * collection of garbage.
 */
export const limitTime = (milliseconds: number, outer: AbortSignal | undefined): TimeLimit => {
  const controller = new AbortController();
  const { signal } = controller;
  const over = new Error(`no answer came within ${milliseconds} ms`);
  const timer = setTimeout(() => controller.abort(over), Math.min(milliseconds, maxMs));
  const follow = () => controller.abort(outer?.reason);
  outer?.addEventListener('abort', follow);
  if (outer?.aborted) follow();
  return {
    signal,
    isOver: () => signal.reason === over,
    release: () => {
      clearTimeout(timer);
      outer?.removeEventListener('abort', follow);
    },
  };
};
