import { type BurnAlert, burnAlerts } from '../../lib/slo/burn-alerts.ts';
import type { Objective } from '../../lib/slo/objective.ts';
import type { Timing } from '../prometheus/rules/timing.ts';

export const scrapeSeconds = 1;

/** An hour of production is a minute here. */
export const rehearsalTiming: Timing = { timeScale: 60, evaluationSeconds: 1, periodEvaluationSeconds: 1 };

/** Between two runs of what runs every minute when deployed. */
export const scheduleSeconds = 1;

/**
 * How far apart prediction and observation may be: an event waits for a scrape, and what was scraped for an evaluation.
 * An event that is late waits for the sweeper before that.
 */
export const toleranceSeconds = (alert: string): number =>
  scrapeSeconds +
  rehearsalTiming.evaluationSeconds +
  (alert.startsWith('event-freshness') ? scheduleSeconds : 0);

/** The alerts of an objective as the rules of the rehearsal have them. */
export const rehearsalAlerts = (objective: Objective): readonly BurnAlert[] =>
  burnAlerts(objective).map((alert) => ({
    ...alert,
    longMinutes: alert.longMinutes / rehearsalTiming.timeScale,
    shortMinutes: alert.shortMinutes / rehearsalTiming.timeScale,
  }));
