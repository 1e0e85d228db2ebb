import { compare, dividedBy, errorBudget, times } from './decimal.ts';
import { windowText } from './durations.ts';
import type { Objective } from './objective.ts';

export const severities = ['page', 'ticket'] as const;
/** `page`: act now. `ticket`: act within days. */
export type Severity = (typeof severities)[number];

/** Two windows of one alert, and the part of the budget that is used when the alert fires. */
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

/**
 * Minutes that an alert goes on after its last pair has cleared. At a few requests an hour a short window has no bad event
 * between two bad ones, and an alert without a pause would start again with each. A page waits a little longer than its
 * longest short window: every second request may be bad, one in each window.
 */
export const keepFiringMinutes: Readonly<Record<Severity, number>> = { page: 35, ticket: 60 };

/** Minutes of each half of the day in which all events have to be bad for the page that has no guard. */
export const onlyBadMinutes = 720;

/** Long window of the ticket that asks for `trickleBadEvents` and has no short window, which may be empty. */
const trickleMinutes = 360;

/** Under this factor an alert fires on a service that keeps its objective. */
const leastFactor = '0.9';
/** More decimals would be lost in ratios that no whole number of events comes to. */
const decimalsOfFactors = 2;
const decimalsOfShares = 6;

type Judged = Pick<Objective, 'target' | 'windowDays' | 'minBadEvents' | 'trickleBadEvents'>;

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

/** The ticket for a trickle: the long window of a page, without its short window and with a guard of its own. */
const trickle = ({ trickleBadEvents }: Judged, page: BurnAlert): BurnAlert => ({
  ...page,
  severity: 'ticket',
  shortMinutes: page.longMinutes,
  minBadEvents: trickleBadEvents,
});

/**
 * The alerts of an objective, the most urgent first. Factor = share of the budget × objective's window ÷ long window:
 * 14.4, 6, 3 and 1 for 30 days. The share follows the factor where that is rounded, or raised from under 0.9. Beside
 * the page over 6 hours is a ticket for the same burn by few events.
 */
export const burnAlerts = (objective: Judged, pairs: readonly BurnPair[] = burnPairs): readonly BurnAlert[] =>
  pairs.flatMap((pair) => {
    const alert = burnAlert(objective, pair);
    const trickles = alert.severity === 'page' && alert.longMinutes === trickleMinutes;
    return trickles ? [alert, trickle(objective, alert)] : [alert];
  });

/** Whether an alert has one window only. */
export const hasOneWindow = ({
  longMinutes,
  shortMinutes,
}: Pick<BurnAlert, 'longMinutes' | 'shortMinutes'>): boolean => longMinutes === shortMinutes;

/** The name of a pair on every platform: `availability-page-1h`. */
export const burnAlertName = (
  { id }: Pick<Objective, 'id'>,
  { severity, longMinutes }: Pick<BurnAlert, 'severity' | 'longMinutes'>,
): string => `${id}-${severity}-${windowText(longMinutes)}`;

/** The name of the page on two halves of a day with bad events only: `availability-page-only-bad`. */
export const onlyBadName = ({ id }: Pick<Objective, 'id'>): string => `${id}-page-only-bad`;

/** The name of what is sent while any pair of a severity burns: `availability-page`. */
export const severityAlertName = ({ id }: Pick<Objective, 'id'>, severity: Severity): string =>
  `${id}-${severity}`;
