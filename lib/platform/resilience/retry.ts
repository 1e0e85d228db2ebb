import type { IBackoff } from 'cockatiel';
import { type BackoffOptions, fullJitterBackoff } from './full-jitter-backoff.ts';
import { remainingMs } from './remaining-time.ts';
import type { RetryBudget } from './retry-budget.ts';
import type { Scheduler } from './scheduler.ts';
import { sleep } from './sleep.ts';
import { untilAborted } from './until-aborted.ts';

export interface RetryOptions extends BackoffOptions {
  /** Most attempts, the first included. */
  readonly maxAttempts: number;
  /** Whether another attempt can help and does no harm. */
  readonly isRetryable: (failure: unknown) => boolean;
  readonly budget: RetryBudget;
  readonly scheduler: Scheduler;
}

export type Retry = <T>(signal: AbortSignal, attempt: () => Promise<T>) => Promise<T>;

/**
 * Makes calls that try again. They end at once when the signal is aborted: with its reason, or with the
 * failure of the last attempt if there was one, which tells more. A wait that the signal's time does not
 * allow is not begun.
 */
export const createRetry =
  ({ maxAttempts, isRetryable, budget, scheduler, ...waits }: RetryOptions): Retry =>
  async (signal, attempt) => {
    let backoff: IBackoff<unknown> | undefined;
    let lastFailure: unknown;
    budget.earn();
    for (let attempts = 1; ; attempts += 1) {
      try {
        return await untilAborted(signal, attempt);
      } catch (failure) {
        if (signal.aborted) throw lastFailure ?? failure;
        backoff = backoff?.next(undefined) ?? fullJitterBackoff(waits);
        const isLast = attempts >= maxAttempts || !isRetryable(failure);
        if (isLast || backoff.duration >= remainingMs(signal) || !budget.spend()) throw failure;
        lastFailure = failure;
      }
      await sleep(scheduler, backoff.duration, signal);
    }
  };
