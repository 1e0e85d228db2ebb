import { deadlineExceeded } from '../../contract/errors/factories.ts';
import { bindRemainingTime } from './remaining-time.ts';
import { type Scheduler, systemScheduler } from './scheduler.ts';
import { untilAborted } from './until-aborted.ts';

/** The moment by which an invocation has to be finished. */
export interface Deadline {
  /** Aborted with SYS-003 when the moment has come. */
  readonly signal: AbortSignal;
  /** Milliseconds that are left, never negative. */
  remainingMs(): number;
}

export interface DeadlineOptions {
  /** Milliseconds until the platform ends the invocation. */
  readonly invocationRemainingMs: () => number;
  /** Milliseconds kept back for the answer, logs and metrics. */
  readonly reserveMs: number;
  readonly scheduler?: Scheduler;
}

/**
 * Runs an invocation's work under one deadline. No timer is left when it has ended.
 * @throws {ServiceError} SYS-003 at the deadline, whether or not the work heeds the signal.
 */
export const withDeadline = async <T>(
  { invocationRemainingMs, reserveMs, scheduler = systemScheduler }: DeadlineOptions,
  work: (deadline: Deadline) => Promise<T>,
): Promise<T> => {
  const controller = new AbortController();
  const { signal } = controller;
  const remainingMs = () => Math.max(0, invocationRemainingMs() - reserveMs);
  const expire = () => controller.abort(deadlineExceeded());
  if (remainingMs() === 0) expire();
  bindRemainingTime(signal, remainingMs);
  const cancel = scheduler.after(remainingMs(), expire);
  try {
    return await untilAborted(signal, () => work({ signal, remainingMs }));
  } finally {
    cancel();
  }
};
