import { burnAlerts, onlyBadMinutes, type Severity } from '../../../lib/slo/burn-alerts.ts';
import type { Objective } from '../../../lib/slo/objective.ts';
import { burnAlertRule } from '../alert-simulator/alert-rule.ts';
import { detectionSeconds } from '../alert-simulator/alert-timing.ts';
import { countWords, durationWords } from './number-words.ts';

/** Events an hour in a quiet night. */
export const nightEventsPerHour = 10;

/** How long a total outage lasts until an alert of a severity, in seconds: by the first pair, or by a day of bad events only. */
export const outageDetection = (objective: Objective, severity: Severity, eventsPerHour: number): number => {
  const found = burnAlerts(objective).flatMap((alert) => {
    if (alert.severity !== severity) return [];
    return detectionSeconds(burnAlertRule(alert), { errorRatio: 1, eventsPerHour }) ?? [];
  });
  return Math.min(...found, ...(severity === 'page' ? [2 * onlyBadMinutes * 60] : []));
};

/** `after 52 s at 20,000 events an hour, after 30 min at 10`: the page of a total outage, by day and by night. */
export const detectionWords = (objective: Objective): string => {
  const after = (eventsPerHour: number) => durationWords(outageDetection(objective, 'page', eventsPerHour));
  const { expectedEventsPerHour } = objective;
  return `after ${after(expectedEventsPerHour)} at ${countWords(expectedEventsPerHour)} events an hour, after ${after(nightEventsPerHour)} at ${nightEventsPerHour}`;
};
