import type { Scheduler } from './scheduler.ts';

/** Resolves after this many milliseconds, or as soon as the signal is aborted. */
export const sleep = (scheduler: Scheduler, ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const wake = () => {
      cancel();
      signal.removeEventListener('abort', wake);
      resolve();
    };
    const cancel = scheduler.after(ms, wake);
    signal.addEventListener('abort', wake, { once: true });
  });
