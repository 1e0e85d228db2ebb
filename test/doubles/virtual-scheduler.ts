import type { Scheduler } from '../../lib/platform/resilience/scheduler.ts';

interface Timer {
  readonly at: number;
  readonly task: () => void;
}

/** A clock that only the test turns. */
export interface VirtualScheduler extends Scheduler {
  /** Turns the clock on, running what comes due on the way, and lets everything happen that can. */
  advance(ms: number): Promise<void>;
  /** How many timers are set. */
  pending(): number;
}

/** Lets all promises run that wait for nothing but each other. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export const createVirtualScheduler = (startsAt = Date.UTC(2026, 6, 1)): VirtualScheduler => {
  let now = startsAt;
  const timers = new Set<Timer>();
  const nextUntil = (end: number) =>
    [...timers]
      .filter(({ at }) => at <= end)
      .reduce<Timer | undefined>((a, b) => (a && a.at <= b.at ? a : b), undefined);
  return {
    now: () => now,
    after(ms, task) {
      const timer = { at: now + ms, task };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    async advance(ms) {
      const end = now + ms;
      await settle();
      for (let next = nextUntil(end); next; next = nextUntil(end)) {
        timers.delete(next);
        now = next.at;
        next.task();
        await settle();
      }
      now = end;
    },
    pending: () => timers.size,
  };
};
