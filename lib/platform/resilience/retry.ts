import { ExponentialBackoff, type IBackoff, noJitterGenerator } from 'cockatiel';
import type { CallOptions } from '../call-options.ts';
import { untilAborted } from './deadline.ts';
import { type Scheduler, sleep } from './scheduler.ts';

export interface BackoffOptions {
  /** Upper bound of the first wait, in milliseconds; doubles with every further one. */
  readonly baseMs: number;
  /** Upper bound of any wait, in milliseconds. */
  readonly capMs: number;
  /** Draws from [0, 1). */
  readonly random: () => number;
}

/**
 * Draws one wait after another, in milliseconds, each evenly from nothing up to the exponential bound ("full
 * jitter"), so that callers that failed together do not come back together. Cockatiel's own full jitter draws
 * from `Math.random`, which a simulation cannot seed.
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export const createBackoff = ({ baseMs, capMs, random }: BackoffOptions): (() => number) => {
  const bounds = new ExponentialBackoff({
    generator: noJitterGenerator,
    initialDelay: baseMs,
    maxDelay: capMs,
  });
  let bound: IBackoff<unknown> | undefined;
  return () => {
    bound = bound ? bound.next(undefined) : bounds.next();
    return random() * bound.duration;
  };
};

export interface RetryBudgetOptions {
  /** How many calls it takes to earn one retry: 10 keeps retries within 10 % of traffic. */
  readonly callsPerRetry?: number;
  /** Retries at hand before any traffic; lets a fresh environment survive a lost connection. */
  readonly initialRetries?: number;
  /** Most retries that can be saved up. */
  readonly maximumRetries?: number;
}

/** Token bucket that keeps retries from multiplying the load on a dependency that is failing already. */
export interface RetryBudget {
  /** Counts a call's first attempt. */
  earn(): void;
  /** Pays for one retry; `false` when there is nothing to pay with. */
  spend(): boolean;
}

/** One for each dependency, shared by all calls to it. */
export const createRetryBudget = ({
  callsPerRetry = 10,
  initialRetries = 2,
  maximumRetries = 10,
}: RetryBudgetOptions = {}): RetryBudget => {
  // Counted in calls: adding tenths of a retry would lose some to rounding.
  const maximum = maximumRetries * callsPerRetry;
  let balance = Math.min(initialRetries * callsPerRetry, maximum);
  return {
    earn() {
      balance = Math.min(balance + 1, maximum);
    },
    spend() {
      if (balance < callsPerRetry) return false;
      balance -= callsPerRetry;
      return true;
    },
  };
};

export interface RetryOptions extends BackoffOptions {
  /** Most attempts, the first included. */
  readonly maxAttempts: number;
  /** Whether another attempt can help and does no harm. */
  readonly isRetryable: (failure: unknown) => boolean;
  readonly budget: RetryBudget;
  readonly scheduler: Scheduler;
}

export type Retry = <T>(options: CallOptions, attempt: () => Promise<T>) => Promise<T>;

/**
 * Makes calls that try again. They end at once when the signal is aborted: with its reason, or with the
 * failure of the last attempt if there was one, which has more information. A wait that would pass the deadline is not
 * begun. Cockatiel's own retry knows neither the deadline nor a budget, and waits by Node's timers only.
 */
export const createRetry =
  ({ maxAttempts, isRetryable, budget, scheduler, ...waits }: RetryOptions): Retry =>
  async ({ signal, deadline }, attempt) => {
    const nextWaitMs = createBackoff(waits);
    let lastFailure: unknown;
    budget.earn();
    for (let attempts = 1; ; attempts += 1) {
      try {
        return await untilAborted(signal, attempt);
      } catch (failure) {
        if (signal.aborted) throw lastFailure ?? failure;
        lastFailure = failure;
      }
      if (attempts >= maxAttempts || !isRetryable(lastFailure)) throw lastFailure;
      const waitMs = nextWaitMs();
      if (scheduler.now() + waitMs >= deadline || !budget.spend()) throw lastFailure;
      await sleep(scheduler, waitMs, signal);
    }
  };
