import { tooManyConcurrentUpdates } from '../../contract/errors/factories.ts';
import type { CallOptions } from '../call-options.ts';
import { createBackoff } from './retry.ts';
import { type Scheduler, sleep } from './scheduler.ts';

/** The stored state has changed since it was read, or another transaction was writing it: nothing was stored. */
export class ConflictError extends Error {
  constructor(cause?: unknown) {
    super('concurrent update', { cause });
    this.name = 'ConflictError';
  }
}

export interface ConflictRetryOptions {
  readonly scheduler: Scheduler;
  /** Draws from [0, 1). */
  readonly random: () => number;
  /** Upper bound of the first wait, in milliseconds; doubles with every further one. */
  readonly baseMs?: number;
  /** Upper bound of any wait, in milliseconds. */
  readonly capMs?: number;
  /** No attempt begins later than this after the first one, in milliseconds. */
  readonly limitMs?: number;
}

/**
 * Optimistic concurrency: reads, decides and writes again as long as `attempt` throws a `ConflictError`. Every other
 * failure is passed on at once.
 * @param subject what the writers compete for, for the log.
 * @param attempt receives the call's options with the time limit of this loop: a loop inside it ends by then, too.
 * @throws {ServiceError} SYS-004 when conflicts last until the limit or the deadline.
 */
export type RetryOnConflict = <T>(
  subject: string,
  attempt: (options: CallOptions) => Promise<T>,
  options: CallOptions,
) => Promise<T>;

/**
 * The service's only retry loop for conflicts. It draws on no retry budget: a conflict is no sign of an
 * outage, and one writer wins in every round.
 */
export const createRetryOnConflict =
  ({ scheduler, random, baseMs = 10, capMs = 200, limitMs = 3_000 }: ConflictRetryOptions): RetryOnConflict =>
  async (subject, attempt, options) => {
    const { signal, deadline } = options;
    const startedAt = scheduler.now();
    const conflictDeadline = Math.min(
      startedAt + limitMs,
      options.conflictDeadline ?? Number.POSITIVE_INFINITY,
    );
    const nextWaitMs = createBackoff({ baseMs, capMs, random });
    for (let attempts = 1; ; attempts += 1) {
      try {
        return await attempt({ ...options, conflictDeadline });
      } catch (failure) {
        if (!(failure instanceof ConflictError)) throw failure;
        const now = scheduler.now();
        const elapsedMs = now - startedAt;
        const waitMs = nextWaitMs();
        if (now + waitMs > conflictDeadline || now + waitMs >= deadline) {
          throw tooManyConcurrentUpdates(subject, { attempts, elapsedMs: Math.round(elapsedMs) }, failure);
        }
        await sleep(scheduler, waitMs, signal);
        signal.throwIfAborted();
      }
    }
  };
