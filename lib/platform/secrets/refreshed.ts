import type { CallOptions } from '../call-options.ts';
import type { Clock } from '../ports.ts';

/** Pause after a read that failed. */
const askAgainMs = 30_000;

/** Least time between two reads because of a rejected value. */
const rejectionPauseMs = 10_000;

/**
 * Gives a value that is read when it is first needed, and again after its time. When that fails, the value from before
 * stays in use.
 * @param rejected a value that turned out to be wrong: when it is the cached one, it is read again, at most every ten
 *   seconds. The result can be the same value.
 */
export type Refreshed<T> = (options: CallOptions, rejected?: string) => Promise<T>;

export const createRefreshed = <T>(
  read: (options: CallOptions) => Promise<T>,
  { now, maxAgeMs }: { readonly now: Clock; readonly maxAgeMs: number },
): Refreshed<T> => {
  let cached: { readonly value: T; readonly freshUntil: number } | undefined;
  let rereading: Promise<unknown> | undefined;
  let rereadFrom = Number.NEGATIVE_INFINITY;

  const refresh = async (options: CallOptions): Promise<T> => {
    const at = now();
    try {
      cached = { value: await read(options), freshUntil: at + maxAgeMs };
    } catch (error) {
      if (!cached) throw error;
      cached = { ...cached, freshUntil: at + askAgainMs };
    }
    return cached.value;
  };

  return async (options, rejected) => {
    const at = now();
    if (!cached || at >= cached.freshUntil) return refresh(options);
    if (rejected === undefined || rejected !== cached.value) return cached.value;
    if (at >= rereadFrom) {
      rereadFrom = at + rejectionPauseMs;
      rereading = refresh(options);
    }
    // Parallel calls whose value was rejected wait for the same read.
    await rereading;
    return cached.value;
  };
};
