import type { EventCounts, Outcome } from '../../../lib/slo/budget.ts';
import { type EventHistory, perEvent } from '../alert-simulator/event-history.ts';
import type { RecordedEvent } from './event-record.ts';
import type { Scrape } from './prometheus-rhythm.ts';

/** How many events of both outcomes there had been at a second, that second included. */
type Counters = (at: number) => EventCounts;

/** How many of some numbers in ascending order are not above a limit. */
const countUpTo = (ascending: readonly number[], limit: number): number => {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? Number.POSITIVE_INFINITY) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
};

const countersOf = (events: readonly RecordedEvent[]): Counters => {
  const times = (wanted: Outcome) =>
    events.flatMap(({ outcome, at }) => (outcome === wanted ? [at] : [])).sort((a, b) => a - b);
  const [good, bad] = [times('good'), times('bad')];
  return (at) => ({ good: countUpTo(good, at), bad: countUpTo(bad, at) });
};

const growth = (before: EventCounts, after: EventCounts): EventCounts => ({
  good: (after.good - before.good) * perEvent,
  bad: (after.bad - before.bad) * perEvent,
});

/**
 * History that sampled counters show: in a window, what they have grown by from its first reading to
 * its last. So does Prometheus' `rate()`, which then extrapolates to the whole window: alike for both outcomes, but for a
 * counter that was 0 at the first reading, which it takes to have begun there. In a window of n readings that makes the
 * ratio smaller by up to one in n, for as long as the first bad events are in it.
 * @param scrapes in the order of time.
 * @param lagSeconds from an event to its being counted.
 */
export const seenByScrapes = (
  events: readonly RecordedEvent[],
  scrapes: readonly Scrape[],
  lagSeconds: number,
): EventHistory => {
  const counters = countersOf(events);
  const readings = scrapes.map((scrape) => ({ ...scrape, counts: counters(scrape.at - lagSeconds) }));
  return (from, to) => {
    const first = readings.find(({ at }) => at >= from);
    const last = readings.findLast(({ storedAt }) => storedAt <= to);
    if (first === undefined || last === undefined || last.at <= first.at) return { good: 0, bad: 0 };
    return growth(first.counts, last.counts);
  };
};
