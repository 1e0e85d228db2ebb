import { outcomes } from '../../../../lib/slo/budget.ts';
import type { Objective } from '../../../../lib/slo/objective.ts';
import { type EventHistory, perEvent } from '../../alert-simulator/event-history.ts';
import type { Incident } from '../../alert-simulator/incident.ts';
import { type Sample, scrapedCounter } from './scraped-counter.ts';
import { type Looking, scrapesOf } from './scrapes.ts';

interface Counted {
  readonly at: number;
  readonly value: number;
  /** The counter as if it had never begun again. */
  readonly total: number;
}

const counted = (samples: readonly Sample[]): readonly Counted[] => {
  let lost = 0;
  let last = 0;
  return samples.flatMap(({ at, value }) => {
    if (value === undefined) return [];
    if (value < last) lost += last;
    last = value;
    return [{ at, value, total: lost + value }];
  });
};

/** Position of the first sample after a second. */
const firstAfter = (samples: readonly Counted[], second: number): number => {
  let [low, high] = [0, samples.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((samples[middle]?.at ?? 0) > second) high = middle;
    else low = middle + 1;
  }
  return low;
};

/**
 * Growth of a counter in a range, and by which factor Prometheus extends it: to the ends of the range where these are no
 * more than 1.1 scrapes away, by half a scrape where they are further, and never to before the counter was 0.
 * https://prometheus.io/docs/prometheus/latest/querying/functions/#increase
 * @throws {Error} where Prometheus 2 and 3 extend it otherwise.
 */
const growthIn = (samples: readonly Counted[], from: number, to: number): readonly [number, number] => {
  const [first, last] = [firstAfter(samples, from), firstAfter(samples, to) - 1];
  const [begin, end] = [samples[first], samples[last]];
  if (!begin || !end || last <= first) return [0, 1];
  const growth = end.total - begin.total;
  const sampled = end.at - begin.at;
  const distance = sampled / (last - first);
  const extended = (seconds: number) => (seconds < distance * 1.1 ? seconds : distance / 2);
  const toZero = growth > 0 ? sampled * (begin.value / growth) : Number.POSITIVE_INFINITY;
  const toStart = Math.min(extended(begin.at - from), toZero);
  // Prometheus 2 looks at the zero first.
  if (Math.abs(extended(Math.min(begin.at - from, toZero)) - toStart) > 1e-6)
    throw new Error(`Prometheus 2 and 3 see other increases between seconds ${from} and ${to}`);
  return [growth, (sampled + toStart + extended(to - end.at)) / sampled];
};

/** Samples that Prometheus, 2 or 3, has of an incident between the beginning of a range and an evaluation. */
export interface ScrapedHistory {
  /** As `increase` counts events, in sixtieths. */
  readonly increases: EventHistory;
  /** As `rate` counts events a second, to the last digit. */
  readonly rates: EventHistory;
}

export const scrapedHistory = (
  objective: Objective,
  incident: Incident,
  looking: Looking,
): ScrapedHistory => {
  const scrapes = scrapesOf(objective, incident, looking);
  const [good = [], bad = []] = outcomes.map((outcome) =>
    counted(scrapedCounter(incident, outcome, scrapes)),
  );
  const each = (count: (growth: number, factor: number, seconds: number) => number): EventHistory => {
    const of = (samples: readonly Counted[], from: number, to: number) =>
      count(...growthIn(samples, from, to), to - from);
    return (from, to) => ({ good: of(good, from, to), bad: of(bad, from, to) });
  };
  return {
    increases: each((growth, factor) => growth * factor * perEvent),
    rates: each((growth, factor, seconds) => growth * (factor / seconds)),
  };
};
