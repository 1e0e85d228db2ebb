import { type BurnAlert, burnAlerts } from '../../lib/slo/burn-alerts.ts';
import type { Objective } from '../../lib/slo/objective.ts';
import type { Timing } from '../prometheus/rules/timing.ts';

export const scrapeSeconds = 1;

/** An hour of production is a minute here. */
export const rehearsalTiming: Timing = { timeScale: 60, evaluationSeconds: 1, periodEvaluationSeconds: 1 };

/** Between two runs of what runs every minute when deployed. */
export const scheduleSeconds = 1;

export const purchasesPerSecond = 4;

/** How far apart the prediction and the observation of an alert may be, in seconds. */
export type Tolerance = (alert: string) => number;

/**
 * An event has to get into the counters, then waits for a scrape, and what was scraped for an evaluation; what customers
 * saw and what was counted may differ by the event that is on its way. Late events wait for the sweeper before all that.
 * @param lagSeconds from log line to counter.
 */
export const toleranceWith =
  (lagSeconds: number): Tolerance =>
  (alert) =>
    scrapeSeconds +
    rehearsalTiming.evaluationSeconds +
    1 / purchasesPerSecond +
    lagSeconds +
    (alert.startsWith('event-freshness') ? scheduleSeconds : 0);

/** The alerts of an objective as the rules of the rehearsal have them. */
export const rehearsalAlerts = (objective: Objective): readonly BurnAlert[] =>
  burnAlerts(objective).map((alert) => ({
    ...alert,
    longMinutes: alert.longMinutes / rehearsalTiming.timeScale,
    shortMinutes: alert.shortMinutes / rehearsalTiming.timeScale,
  }));
