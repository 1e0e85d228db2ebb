import { type BurnAlert, burnAlerts } from '../../../lib/slo/burn-alerts.ts';
import type { Objective } from '../../../lib/slo/objective.ts';
import type { Timing } from '../prometheus/rules/timing.ts';

export const scrapeSeconds = 1;

/** An hour of production is a minute here. */
export const rehearsalTiming: Timing = { timeScale: 60, evaluationSeconds: 1, periodEvaluationSeconds: 1 };

/** Between two runs of what runs every minute when deployed. */
export const scheduleSeconds = 1;

export const purchasesPerSecond = 4;

/** The alerts of an objective as the rules of the rehearsal have them. */
export const rehearsalAlerts = (objective: Objective): readonly BurnAlert[] =>
  burnAlerts(objective).map((alert) => ({
    ...alert,
    longMinutes: alert.longMinutes / rehearsalTiming.timeScale,
    shortMinutes: alert.shortMinutes / rehearsalTiming.timeScale,
  }));
