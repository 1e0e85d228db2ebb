import type { EventCounts } from '../../../../lib/slo/budget.ts';
import type { EventHistory } from '../../alert-simulator/event-history.ts';
import { perEvent } from '../../alert-simulator/event-history.ts';

/** Judged events of one minute. */
export interface MinuteEvents extends EventCounts {
  /** Minutes since 1970. */
  readonly minute: number;
}

/** Judged events between two minutes: `from` included, `to` excluded. */
export type EventsBetween = (from: number, to: number) => EventCounts;

/** Counts events of minutes, which are in the order of time, by running totals. */
export const eventsBetween = (minutes: readonly MinuteEvents[]): EventsBetween => {
  const totals: EventCounts[] = [{ good: 0, bad: 0 }];
  for (const [index, { good, bad }] of minutes.entries()) {
    const before = totals[index] as EventCounts;
    totals.push({ good: before.good + good, bad: before.bad + bad });
  }
  /** Totals of all minutes before one. */
  const before = (minute: number): EventCounts => {
    let [low, high] = [0, minutes.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((minutes[middle] as MinuteEvents).minute < minute) low = middle + 1;
      else high = middle;
    }
    return totals[low] as EventCounts;
  };
  return (from, to) => {
    const [start, end] = [before(from), before(to)];
    return { good: end.good - start.good, bad: end.bad - start.bad };
  };
};

/** The same for the alert simulator, whose times are seconds and whose counts are sixtieths of events. */
export const historyOf =
  (between: EventsBetween): EventHistory =>
  (fromSeconds, toSeconds) => {
    const { good, bad } = between(Math.ceil(fromSeconds / 60), Math.ceil(toSeconds / 60));
    return { good: good * perEvent, bad: bad * perEvent };
  };
