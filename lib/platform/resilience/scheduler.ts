/** Time as the policies see it, so that tests can turn the clock themselves. */
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
