import { setTimeout as sleep } from 'node:timers/promises';

/** Bounds of the load that a command puts on a service. */
export interface Pace {
  /** Most items begun per second. */
  readonly perSecond: number;
  /** Most items in progress. */
  readonly concurrency: number;
  readonly signal: AbortSignal;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
}

/**
 * Processes items in their order, several at once. After a failure or the end of the signal, no further item begins.
 * @throws the first error of `work`, or the reason of the signal, once no item is in progress.
 */
export const runPaced = async <T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
  { perSecond, concurrency, signal, now }: Pace,
): Promise<void> => {
  const remaining = items.values();
  let nextAt = now();
  let hasFailed = false;
  const runWorker = async (): Promise<void> => {
    for (const item of remaining) {
      const wait = nextAt - now();
      nextAt = Math.max(nextAt, now()) + 1_000 / perSecond;
      if (wait > 0) await sleep(wait, undefined, { signal });
      signal.throwIfAborted();
      if (hasFailed) return;
      await work(item).catch((error: unknown) => {
        hasFailed = true;
        throw error;
      });
    }
  };
  const results = await Promise.allSettled(Array.from({ length: concurrency }, runWorker));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
};
