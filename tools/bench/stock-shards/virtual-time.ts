import type { Scheduler } from '../../../lib/platform/resilience/scheduler.ts';

interface Event {
  readonly at: number;
  /** Events at one moment happen in the order in which they were planned. */
  readonly place: number;
  readonly task: () => void;
  cancelled: boolean;
}

const isBefore = (a: Event, b: Event) => a.at < b.at || (a.at === b.at && a.place < b.place);

/** Events by their time (a binary heap). */
const createAgenda = () => {
  const events: Event[] = [];
  const swap = (a: number, b: number) => {
    [events[a], events[b]] = [events[b] as Event, events[a] as Event];
  };
  const precedes = (a: number, b: number) => isBefore(events[a] as Event, events[b] as Event);
  return {
    add(event: Event) {
      let child = events.push(event) - 1;
      for (let parent = (child - 1) >> 1; child > 0 && precedes(child, parent); parent = (child - 1) >> 1) {
        swap(child, parent);
        child = parent;
      }
    },
    takeFirst(): Event | undefined {
      if (events.length === 0) return undefined;
      swap(0, events.length - 1);
      const first = events.pop();
      for (let parent = 0; ; ) {
        let least = parent;
        for (const child of [2 * parent + 1, 2 * parent + 2]) {
          if (child < events.length && precedes(child, least)) least = child;
        }
        if (least === parent) return first;
        swap(parent, least);
        parent = least;
      }
    },
  };
};

export interface VirtualTime extends Scheduler {
  /** Lets everything happen that is planned up to a moment. */
  runUntil(end: number): Promise<void>;
}

/** Lets all promises run that wait for nothing but each other. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Time that passes only from one event to the next. */
export const createVirtualTime = (startsAt: number): VirtualTime => {
  const agenda = createAgenda();
  let now = startsAt;
  let planned = 0;
  return {
    now: () => now,
    after(ms, task) {
      planned += 1;
      const event: Event = { at: now + ms, place: planned, task, cancelled: false };
      agenda.add(event);
      return () => {
        event.cancelled = true;
      };
    },
    async runUntil(end) {
      await settle();
      for (let event = agenda.takeFirst(); event; event = agenda.takeFirst()) {
        if (event.at > end) {
          agenda.add(event);
          break;
        }
        if (event.cancelled) continue;
        now = event.at;
        event.task();
        await settle();
      }
      now = end;
    },
  };
};
