import { deadlineExceeded } from '../../contract/errors/factories.ts';
import type { CallOptions } from '../call-options.ts';
import { type Scheduler, systemScheduler } from './scheduler.ts';

/**
 * The outcome of the work, or the signal's reason as soon as it is aborted, also when the work ignores it.
 * Work is not begun under a signal that is aborted already.
 */
export const untilAborted = async <T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> => {
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  // Before the work can listen, so that the signal's own reason wins over what the work makes of it.
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work(), aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
};

export interface InvocationTime {
  /** Milliseconds until the platform ends the invocation. */
  readonly remainingMs: number;
  /** Milliseconds of them kept back for the answer, logs and metrics. */
  readonly reserveMs: number;
  readonly scheduler?: Scheduler;
}

/**
 * Runs an invocation's work under one deadline. No timer is left when it has ended.
 * @throws {ServiceError} SYS-003 at the deadline, whether or not the work heeds the signal.
 */
export const withDeadline = async <T>(
  { remainingMs, reserveMs, scheduler = systemScheduler }: InvocationTime,
  work: (options: CallOptions) => Promise<T>,
): Promise<T> => {
  const controller = new AbortController();
  const { signal } = controller;
  const workMs = Math.max(0, remainingMs - reserveMs);
  const expire = () => controller.abort(deadlineExceeded());
  if (workMs === 0) expire();
  const options = { signal, deadline: scheduler.now() + workMs };
  const cancel = scheduler.after(workMs, expire);
  try {
    return await untilAborted(signal, () => work(options));
  } finally {
    cancel();
  }
};

/** Whether a failure says that time ran out; the SDK's own timeouts bear the same name. */
export const isTimeout = (failure: unknown): boolean =>
  failure instanceof Error && failure.name === 'TimeoutError';

/**
 * Limits the time of one attempt. Its deadline is the earlier one of the attempt's and the caller's.
 * @throws {DOMException} named TimeoutError when the attempt takes longer.
 */
export const withAttemptTimeout = async <T>(
  scheduler: Scheduler,
  timeoutMs: number,
  { signal, deadline }: CallOptions,
  attempt: (options: CallOptions) => Promise<T>,
): Promise<T> => {
  signal.throwIfAborted();
  const controller = new AbortController();
  const options = {
    signal: controller.signal,
    deadline: Math.min(deadline, scheduler.now() + timeoutMs),
  };
  const passOn = () => controller.abort(signal.reason);
  const expire = () => controller.abort(new DOMException(`no answer within ${timeoutMs} ms`, 'TimeoutError'));
  signal.addEventListener('abort', passOn, { once: true });
  const cancel = scheduler.after(timeoutMs, expire);
  try {
    return await untilAborted(controller.signal, () => attempt(options));
  } finally {
    cancel();
    signal.removeEventListener('abort', passOn);
  }
};
