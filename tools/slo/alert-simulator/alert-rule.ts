import { type EventCounts, errorRatio } from '../../../lib/slo/budget.ts';
import { type BurnAlert, hasOneWindow, onlyBadMinutes } from '../../../lib/slo/burn-alerts.ts';
import { type EventHistory, perEvent } from './event-history.ts';

/** A rule of the simulator: every window over the threshold, and enough bad events in the longest. */
export interface AlertRule {
  readonly windowsSeconds: readonly [longest: number, ...others: number[]];
  readonly threshold: string;
  readonly minBadEvents: number;
  /** How long the condition has to hold before the alert fires; 0 for burn-rate alerts. */
  readonly forSeconds: number;
}

export const burnAlertRule = ({
  longMinutes,
  shortMinutes,
  threshold,
  minBadEvents,
}: BurnAlert): AlertRule => ({
  windowsSeconds: hasOneWindow({ longMinutes, shortMinutes })
    ? [longMinutes * 60]
    : [longMinutes * 60, shortMinutes * 60],
  threshold,
  minBadEvents,
  forSeconds: 0,
});

/**
 * Whether a rule's condition holds at a second. A ratio of whole numbers that equals the threshold is not over it: both
 * are the double next to the same number.
 */
export const conditionHolds = (rule: AlertRule, history: EventHistory, at: number): boolean => {
  const threshold = Number(rule.threshold);
  const counts = (window: number): EventCounts => history(at - window, at);
  return (
    counts(rule.windowsSeconds[0]).bad >= rule.minBadEvents * perEvent &&
    rule.windowsSeconds.every((window) => errorRatio(counts(window)) > threshold)
  );
};

/** Whether all events of both halves of a day were bad; `timeScale` divides the halves. */
export const onlyBadHolds = (history: EventHistory, at: number, timeScale = 1): boolean => {
  const half = (onlyBadMinutes * 60) / timeScale;
  return [at, at - half].every((end) => {
    const { good, bad } = history(end - half, end);
    return bad > 0 && good === 0;
  });
};
