import { burnAlerts, hasOneWindow } from '../../../../lib/slo/burn-alerts.ts';
import { errorBudget } from '../../../../lib/slo/decimal.ts';
import type { Objective } from '../../../../lib/slo/objective.ts';
import { type Incident, incidentSeconds, type Phase } from '../../alert-simulator/incident.ts';

const hour = 60;
const day = 24 * hour;
const busy = 10_000;

const failing = (minutes: number, badShare: number, perMinute = busy): Phase => {
  const badPerMinute = Math.round(perMinute * badShare);
  return { seconds: minutes * 60, goodPerMinute: perMinute - badPerMinute, badPerMinute };
};

/** A part of the way from a threshold to 1: over it for any threshold. */
const over = (threshold: string, part: number): number => Number(threshold) + (1 - Number(threshold)) * part;

/**
 * Each window sees another ratio and another rate than the next longer one, and every alert fires at the end: no minute
 * of a long window is under the threshold of its alert, and each brings more bad events than the guard asks for. Each
 * window sees the counters begin again, too.
 */
export const worseAndWorse = (objective: Objective): Incident => {
  const [hour1, hours6, day1, days3] = burnAlerts(objective)
    .filter((alert) => !hasOneWindow(alert))
    .toSorted((a, b) => a.longMinutes - b.longMinutes)
    .map(({ threshold }) => threshold);
  const guard = Math.max(objective.minBadEvents, objective.trickleBadEvents);
  const phase = (minutes: number, threshold: string | undefined, part: number, perMinute: number) =>
    failing(minutes, over(threshold ?? '0', part), perMinute * guard);
  return {
    id: 'worse-and-worse',
    title: 'rising error ratio at falling traffic: every window has another ratio and rate',
    phases: [
      phase(day, errorBudget(objective.target), 0.02, 20_000),
      phase(2 * day, days3, 0.03, 18_000),
      phase(18 * hour, day1, 0.05, 16_000),
      phase(4 * hour, hours6, 0.1, 14_000),
      phase(hour, hours6, 0.2, 12_000),
      phase(30, hour1, 0.3, 10_000),
      phase(25, hour1, 0.5, 8_000),
      phase(2.5, hour1, 0.8, 6_000),
      { ...phase(2.5, hour1, 0.9, 5_000), countersReset: true },
    ],
  };
};

/** A healthy incident of the same length with other traffic. */
export const besideIt = (objective: Objective): Incident => ({
  id: 'beside-it',
  title: 'another stage is healthy',
  phases: [{ seconds: incidentSeconds(worseAndWorse(objective)), goodPerMinute: 70_000, badPerMinute: 0 }],
});

/** A small part of a budget, many times what Prometheus adds for the ends of the window. */
const little = 0.002;
/** Events per minute, so many that a little of any budget is a whole number of them. */
const crowd = 100_000_000_000;

/**
 * Four bad days use up the budget but for a little, and when it has all been seen, a little more than that goes, too,
 * until the first bad day is forgotten.
 */
export const fourBadDays = ({ target, windowDays }: Objective): Incident => {
  const budget = windowDays * Number(errorBudget(target));
  return {
    id: 'four-bad-days',
    title: 'four bad days leave little of the budget, a fifth exhausts it',
    phases: [
      failing(day, 0, crowd),
      failing(4 * day, (budget * (1 - little)) / 4, crowd),
      failing((windowDays - 5) * day, 0, crowd),
      failing(day, budget * 2 * little, crowd),
      failing(2 * day, 0, crowd),
    ],
  };
};

export const suddenOutage: Incident = {
  id: 'sudden-outage',
  title: 'sudden total outage',
  phases: [failing(10, 0), failing(10, 1), failing(10, 0)],
};

/** @param minutes duration without counters. */
export const lostFor = (minutes: number): Incident => ({
  id: 'lost-for-a-while',
  title: 'counters are absent until every absence alert has fired',
  phases: [failing(3, 0), { ...failing(minutes, 0), series: 'none' }, failing(5, 0)],
});

export const nothingBadYet: Incident = {
  id: 'nothing-bad-yet',
  title: 'no counter of bad events yet',
  phases: [{ ...failing(day, 0), series: 'good-only' }],
};
