import { errorBudget } from '../../../lib/slo/decimal.ts';
import type { Objective } from '../../../lib/slo/objective.ts';
import type { AlertRule } from './alert-rule.ts';

/** A steady outage after long health. */
export interface Outage {
  readonly errorRatio: number;
  /** Traffic; without it there is so much that `minBadEvents` does not matter. */
  readonly eventsPerHour?: number;
}

const secondsPerDay = 86_400;

/** Seconds of the outage that bring the bad events which a rule asks for. */
const guardSeconds = (
  { minBadEvents }: AlertRule,
  { errorRatio, eventsPerHour = Number.POSITIVE_INFINITY }: Outage,
): number => (minBadEvents * 3_600) / (errorRatio * eventsPerHour);

/**
 * Seconds from the beginning of an outage to the alert; undefined when it never fires. Threshold ÷ error ratio × longest
 * window (SRE Workbook, chapter 5), or until there are enough bad events, plus the time that the rule waits.
 */
export const detectionSeconds = (rule: AlertRule, outage: Outage): number | undefined => {
  const threshold = Number(rule.threshold);
  if (outage.errorRatio <= threshold) return undefined;
  const [longest] = rule.windowsSeconds;
  const detected = Math.max((longest * threshold) / outage.errorRatio, guardSeconds(rule, outage));
  return detected > longest ? undefined : detected + rule.forSeconds;
};

/**
 * Seconds from the end of an outage to the end of its alert, however long both were; undefined when it never fires.
 * Shortest window × (1 − threshold ÷ error ratio): what is left of the outage in the window brings it under the threshold.
 */
export const resetSeconds = (rule: AlertRule, outage: Outage): number | undefined => {
  if (detectionSeconds(rule, outage) === undefined) return undefined;
  const shortest = Math.min(...rule.windowsSeconds);
  return Math.min(
    shortest * (1 - Number(rule.threshold) / outage.errorRatio),
    rule.windowsSeconds[0] - guardSeconds(rule, outage),
  );
};

/** How many times faster than allowed an outage uses the budget. */
export const outageBurnRate = ({ target }: Pick<Objective, 'target'>, { errorRatio }: Outage): number =>
  errorRatio / Number(errorBudget(target));

/**
 * Part of the budget that is gone after some seconds at a burn rate: burn rate × time ÷ the objective's window. More than
 * 1 when it was used up before.
 */
export const budgetConsumed = (
  { windowDays }: Pick<Objective, 'windowDays'>,
  burnRate: number,
  seconds: number,
): number => (burnRate * seconds) / (windowDays * secondsPerDay);

/** Seconds until the budget is used up at a burn rate; undefined when nothing is used. */
export const exhaustionSeconds = (
  { windowDays }: Pick<Objective, 'windowDays'>,
  burnRate: number,
): number | undefined => (burnRate > 0 ? (windowDays * secondsPerDay) / burnRate : undefined);
