import { burnAlerts } from '../../../../lib/slo/burn-alerts.ts';
import type { Objective } from '../../../../lib/slo/objective.ts';

/** Seconds without a successful scrape until the page: four failed scrapes in a row. */
export const unscrapableSeconds = 120;

/** Alertmanager has to hear that nothing can be scraped before it hears of each objective that this is about. */
const headStartSeconds = 60;

/** Seconds that the fastest alert takes in a total outage. */
const secondsToDetectOutage = (objective: Objective): number =>
  Math.min(
    ...burnAlerts(objective).map(({ longMinutes, threshold }) => longMinutes * 60 * Number(threshold)),
  );

/**
 * Seconds for which an objective has no events before a page: as long as a total outage would need, since
 * it may be one; but long enough for `metrics-absent`, which silences it, to come first.
 */
export const secondsToMissEvents = (objective: Objective): number =>
  Math.max(secondsToDetectOutage(objective), unscrapableSeconds + headStartSeconds);
