/** Time as the policies see it; tests and simulations turn a clock of their own. */
export interface Scheduler {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs the task once, this many milliseconds from now; the answer calls it off. */
  after(ms: number, task: () => void): () => void;
}

/** Node's timers run at once when asked for more. */
const longestTimerMs = 2 ** 31 - 1;

export const systemScheduler: Scheduler = {
  now: Date.now,
  after(ms, task) {
    const timer = setTimeout(task, Math.min(ms, longestTimerMs));
    return () => clearTimeout(timer);
  },
};

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
