import type { Timing } from '../prometheus/rules/timing.ts';

export const scrapeSeconds = 1;

/** An hour of production is a minute here. */
export const rehearsalTiming: Timing = { timeScale: 60, evaluationSeconds: 1, periodEvaluationSeconds: 1 };

/** Between two runs of what runs every minute when deployed. */
export const scheduleSeconds = 1;

export const purchasesPerSecond = 4;
