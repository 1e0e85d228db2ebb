import { errorBudget } from '../../../lib/slo/decimal.ts';
import type { Incident, Phase } from '../../../lib/slo/incident.ts';
import type { Objective } from '../../../lib/slo/objective.ts';

const hour = 60;
const day = 24 * hour;
const busy = 10_000;

const failing = (minutes: number, badShare: number, perMinute = busy): Phase => {
  const badPerMinute = Math.round(perMinute * badShare);
  return { seconds: minutes * 60, goodPerMinute: perMinute - badPerMinute, badPerMinute };
};

/** Each window sees another ratio and another rate than the next longer one, and every alert fires at the end. */
export const worseAndWorse: Incident = {
  id: 'worse-and-worse',
  title: 'more and more of fewer and fewer events are bad, so that no two windows see the same',
  phases: [
    failing(6 * hour, 0.6, 20_000),
    failing(2 * day, 0.03, 18_000),
    failing(18 * hour, 0.05, 16_000),
    failing(4 * hour, 0.1, 14_000),
    failing(hour, 0.2, 12_000),
    failing(30, 0.3, 10_000),
    failing(25, 0.5, 8_000),
    failing(2.5, 0.8, 6_000),
    failing(2.5, 0.9, 4_000),
  ],
};

/** Two bad days use up half of the budget each, the second a five-thousandth more. */
export const twoBadDays = ({ target, windowDays }: Objective): Incident => {
  const budget = Number(errorBudget(target));
  const share = 0.5 * windowDays * budget;
  const more = windowDays * day * budget * 0.000_2;
  return {
    id: 'two-bad-days',
    title: 'two bad days use up the whole budget and a little more, until the first is forgotten',
    phases: [
      failing(day, share),
      failing(18 * day, 0),
      failing(1, share + more),
      failing(day - 1, share),
      failing((windowDays - 17) * day, 0),
    ],
  };
};

export const suddenOutage: Incident = {
  id: 'sudden-outage',
  title: 'all events are bad from one minute to the next',
  phases: [failing(hour, 0), failing(10, 1), failing(20, 0)],
};

export const lostForAWhile: Incident = {
  id: 'lost-for-a-while',
  title: 'the counters are gone for twenty minutes',
  phases: [failing(30, 0), { ...failing(20, 0), series: 'none' }, failing(10, 0)],
};

export const nothingBadYet: Incident = {
  id: 'nothing-bad-yet',
  title: 'there is no counter of bad events yet',
  phases: [{ ...failing(6 * hour, 0), series: 'good-only' }],
};
