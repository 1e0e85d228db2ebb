import { type BurnAlert, burnAlerts } from '../../lib/slo/burn-alerts.ts';
import type { Objective } from '../../lib/slo/objective.ts';
import type { Timing } from '../prometheus/rules/timing.ts';

export const scrapeSeconds = 1;

/** An hour of production is a minute here. */
export const rehearsalTiming: Timing = { timeScale: 60, evaluationSeconds: 1, periodEvaluationSeconds: 1 };

/** How far apart prediction and observation may be: an event waits for a scrape, and what was scraped for an evaluation. */
export const toleranceSeconds = scrapeSeconds + rehearsalTiming.evaluationSeconds;

/** The alerts of an objective as the rules of the rehearsal have them. */
export const rehearsalAlerts = (objective: Objective): readonly BurnAlert[] =>
  burnAlerts(objective).map((alert) => ({
    ...alert,
    longMinutes: alert.longMinutes / rehearsalTiming.timeScale,
    shortMinutes: alert.shortMinutes / rehearsalTiming.timeScale,
  }));
