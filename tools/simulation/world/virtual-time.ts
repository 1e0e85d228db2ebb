/** Time that passes only when nothing is left to do: timers in order of their times, then of their creation. */
export interface VirtualTime {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs the task so many milliseconds from now; the answer calls it off. */
  after(ms: number, task: () => void): () => void;
  /**
   * Runs timers until none is left, `until` is reached (milliseconds since 1970) or `isOver` is true. After each one,
   * all code runs that does not wait for a timer.
   */
  run(until: number, isOver?: () => boolean): Promise<void>;
}

interface Timer {
  readonly at: number;
  readonly number: number;
  task: (() => void) | undefined;
}

const isBefore = (a: Timer, b: Timer): boolean => a.at < b.at || (a.at === b.at && a.number < b.number);

/** A binary heap, the earliest timer first. */
const createTimers = () => {
  const heap: Timer[] = [];
  const at = (index: number) => heap[index] as Timer;
  const swap = (a: number, b: number) => {
    [heap[a], heap[b]] = [at(b), at(a)];
  };
  return {
    first: (): Timer | undefined => heap[0],
    add(timer: Timer) {
      heap.push(timer);
      let index = heap.length - 1;
      while (index > 0) {
        const parent = (index - 1) >> 1;
        if (isBefore(at(parent), at(index))) break;
        swap(index, parent);
        index = parent;
      }
    },
    removeFirst() {
      const last = heap.pop();
      if (last === undefined || heap.length === 0) return;
      heap[0] = last;
      for (let index = 0; ; ) {
        const left = 2 * index + 1;
        if (left >= heap.length) return;
        const right = left + 1;
        const child = right < heap.length && isBefore(at(right), at(left)) ? right : left;
        if (isBefore(at(index), at(child))) return;
        swap(index, child);
        index = child;
      }
    },
  };
};

/**
 * Resolves when every promise that can be settled is settled: Node empties its queue of microtasks before the next tick.
 * A turn of the event loop would take several times as long, and nothing in a history waits for one.
 */
const quiescence = () => new Promise<void>((resolve) => process.nextTick(resolve));

export const createVirtualTime = (start: number): VirtualTime => {
  const timers = createTimers();
  let now = start;
  let number = 0;
  return {
    now: () => now,
    after(ms, task) {
      number += 1;
      const timer: Timer = {
        at: now + Math.max(0, Number.isFinite(ms) ? Math.ceil(ms) : 2 ** 40),
        number,
        task,
      };
      timers.add(timer);
      return () => {
        timer.task = undefined;
      };
    },
    async run(until, isOver = () => false) {
      await quiescence();
      while (!isOver()) {
        const timer = timers.first();
        if (!timer || timer.at > until) break;
        timers.removeFirst();
        if (!timer.task) continue;
        now = Math.max(now, timer.at);
        timer.task();
        await quiescence();
      }
      if (!isOver() && Number.isFinite(until)) now = Math.max(now, until);
    },
  };
};
