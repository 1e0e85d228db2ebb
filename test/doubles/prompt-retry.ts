import {
  createRetryOnConflict,
  type RetryOnConflict,
} from '../../lib/platform/resilience/retry-on-conflict.ts';
import type { Scheduler } from '../../lib/platform/resilience/scheduler.ts';

/** A clock that jumps to the end of every wait at once. */
const jumpingScheduler = (): Scheduler => {
  let now = 0;
  return {
    now: () => now,
    after(ms, task) {
      now += ms;
      queueMicrotask(task);
      return () => {};
    },
  };
};

/** The service's loop for optimistic concurrency, whose waits take no time. Each call has the full time limit. */
export const retryPromptly: RetryOnConflict = (...call) =>
  createRetryOnConflict({ scheduler: jumpingScheduler(), random: () => 0.5 })(...call);
