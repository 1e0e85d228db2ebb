import { errorBudget } from '../../../lib/slo/decimal.ts';
import type { Incident, Phase } from '../../../lib/slo/incident.ts';
import type { Objective } from '../../../lib/slo/objective.ts';

const hour = 60;
const day = 24 * hour;
const busy = 10_000;

const failing = (minutes: number, badShare: number): Phase => {
  const badPerMinute = Math.round(busy * badShare);
  return { seconds: minutes * 60, goodPerMinute: busy - badPerMinute, badPerMinute };
};

/** Each window sees another ratio than the next longer one, and every alert fires at the end. */
export const worseAndWorse: Incident = {
  id: 'worse-and-worse',
  title: 'more and more events are bad, so that no window sees what another one sees',
  phases: [
    failing(6 * hour, 0.6),
    failing(2 * day, 0.03),
    failing(18 * hour, 0.05),
    failing(4 * hour, 0.1),
    failing(hour, 0.2),
    failing(30, 0.3),
    failing(25, 0.5),
    failing(5, 0.8),
  ],
};

/** Two bad days use three fifths of the budget each; it is used up while the window sees both. */
export const twoBadDays = ({ target, windowDays }: Objective): Incident => {
  const badDay = failing(day, 0.6 * windowDays * Number(errorBudget(target)));
  return {
    id: 'two-bad-days',
    title: 'two bad days use up more than the whole budget, until the first is forgotten',
    phases: [badDay, failing(18 * day, 0), badDay, failing((windowDays - 17) * day, 0)],
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

export const nothingAtAll: Incident = {
  id: 'nothing-at-all',
  title: 'there are no events',
  phases: [{ seconds: 6 * hour * 60, goodPerMinute: 0, badPerMinute: 0 }],
};
