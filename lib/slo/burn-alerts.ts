import { compare, dividedBy, errorBudget, times } from './decimal.ts';
import type { Objective } from './objective.ts';

export const severities = ['page', 'ticket'] as const;
/** `page`: somebody has to look now. `ticket`: within days. */
export type Severity = (typeof severities)[number];

/** Two windows that are looked at together, and the part of the budget that may be gone when they alert. */
export interface BurnPair {
  readonly severity: Severity;
  readonly longMinutes: number;
  readonly shortMinutes: number;
  /** Part of the budget of the whole window, as decimal text. */
  readonly budgetShare: string;
}

/** An alert on a burn rate. It fires while both windows are over the threshold and the long one has enough bad events. */
export interface BurnAlert extends BurnPair {
  /** Multiple of the rate that uses up the budget exactly at the end of the objective's window. */
  readonly factor: string;
  /** Ratio of bad events that both windows have to exceed: factor × budget. */
  readonly threshold: string;
  readonly minBadEvents: number;
}

/**
 * The pairs of the SRE Workbook, chapter 5 (table 5-8, and the pair at factor 3 of its rules).
 * https://sre.google/workbook/alerting-on-slos/
 */
export const burnPairs = [
  { severity: 'page', longMinutes: 60, shortMinutes: 5, budgetShare: '0.02' },
  { severity: 'page', longMinutes: 360, shortMinutes: 30, budgetShare: '0.05' },
  { severity: 'ticket', longMinutes: 1_440, shortMinutes: 120, budgetShare: '0.1' },
  { severity: 'ticket', longMinutes: 4_320, shortMinutes: 360, budgetShare: '0.1' },
] as const satisfies readonly BurnPair[];

/** Under this factor an alert fires on a service that keeps its objective. */
const leastFactor = '0.9';
/** As many as people read. More would be lost in ratios that no whole number of events comes to. */
const decimalsOfFactors = 2;
const decimalsOfShares = 6;

type Judged = Pick<Objective, 'target' | 'windowDays' | 'minBadEvents'>;

const minutesOf = ({ windowDays }: Judged): string => String(windowDays * 1_440);

const burnAlert = (objective: Judged, pair: BurnPair): BurnAlert => {
  const minutes = minutesOf(objective);
  const long = String(pair.longMinutes);
  const wanted = dividedBy(times(pair.budgetShare, minutes), long, decimalsOfFactors);
  const factor = compare(wanted, leastFactor) < 0 ? leastFactor : wanted;
  return {
    severity: pair.severity,
    longMinutes: pair.longMinutes,
    shortMinutes: pair.shortMinutes,
    factor,
    threshold: times(factor, errorBudget(objective.target)),
    budgetShare: dividedBy(times(factor, long), minutes, decimalsOfShares),
    minBadEvents: objective.minBadEvents,
  };
};

/**
 * The alerts of an objective, the most urgent first. Factor = share of the budget × objective's window ÷ long window:
 * 14.4, 6, 3 and 1 for 30 days. The share follows the factor where that is rounded, or raised from under 0.9.
 */
export const burnAlerts = (objective: Judged, pairs: readonly BurnPair[] = burnPairs): readonly BurnAlert[] =>
  pairs.map((pair) => burnAlert(objective, pair));
