import { bindRemainingTime, remainingMs } from './remaining-time.ts';
import type { Scheduler } from './scheduler.ts';
import { untilAborted } from './until-aborted.ts';

const timeoutError = (ms: number) => new DOMException(`no answer within ${ms} ms`, 'TimeoutError');

/** Whether a failure says that time ran out; the SDK's own timeouts bear the same name. */
export const isTimeout = (failure: unknown): boolean =>
  failure instanceof Error && failure.name === 'TimeoutError';

/**
 * Gives one attempt its time. `remainingMs` of the attempt's signal is what is left of it, or of the
 * request when that is less.
 * @throws {DOMException} named TimeoutError when the attempt takes longer.
 */
export const withAttemptTimeout = async <T>(
  scheduler: Scheduler,
  timeoutMs: number,
  signal: AbortSignal,
  attempt: (signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  signal.throwIfAborted();
  const controller = new AbortController();
  const endsAt = scheduler.now() + timeoutMs;
  bindRemainingTime(controller.signal, () => Math.min(endsAt - scheduler.now(), remainingMs(signal)));
  const passOn = () => controller.abort(signal.reason);
  signal.addEventListener('abort', passOn, { once: true });
  const cancel = scheduler.after(timeoutMs, () => controller.abort(timeoutError(timeoutMs)));
  try {
    return await untilAborted(controller.signal, () => attempt(controller.signal));
  } finally {
    cancel();
    signal.removeEventListener('abort', passOn);
  }
};
