import {
  type BudgetState,
  budgetEvents,
  budgetState,
  burnRate,
  type EventCounts,
  errorRatio,
  remainingBudget,
  totalEvents,
  windowSeconds,
} from '../../../../lib/slo/budget.ts';
import type { Severity } from '../../../../lib/slo/burn-alerts.ts';
import type { Objective } from '../../../../lib/slo/objective.ts';
import { nightEventsPerHour, outageDetection } from '../detection.ts';
import { countWords, durationWords } from '../number-words.ts';

export interface BurnReading {
  /** Window of the measurement, such as `1h`. */
  readonly window: string;
  readonly burnRate: number;
}

/** How an objective stands. */
export interface SloStatus {
  readonly id: string;
  readonly target: string;
  readonly good: number;
  readonly bad: number;
  /** Part of the events that was good; null without events. */
  readonly goodRatio: number | null;
  /** Bad events that the objective allows in its window. */
  readonly budgetEvents: number;
  /** 1 when nothing is used, less than 0 when more than all. */
  readonly budgetRemaining: number;
  readonly state: BudgetState;
  readonly exhausted: boolean;
  /** Until the budget is used up at the current burn rate; null when nothing is used or left. */
  readonly secondsToExhaustion: number | null;
  /** Seconds of a total outage until the page, at the declared traffic and at that of a night. */
  readonly pagesAfterSeconds: { readonly declared: number; readonly night: number };
  /** Severities of the alerts that fire now. */
  readonly firing: readonly Severity[];
  readonly burnRates: readonly BurnReading[];
  /** The budget without the events of corrected times; absent where none is corrected. */
  readonly corrected?: CorrectedBudget;
}

export interface CorrectedBudget {
  readonly good: number;
  readonly bad: number;
  readonly budgetRemaining: number;
  readonly exhausted: boolean;
}

export interface StatusReport {
  /** Where the numbers are from. */
  readonly source: string;
  /** Period of good, bad and the budget. */
  readonly period: string;
  readonly slos: readonly SloStatus[];
  /** Limits of the figures. */
  readonly notes: readonly string[];
}

/** A reading of an objective's events. */
export interface Reading {
  readonly counts: EventCounts;
  readonly burnRates: readonly BurnReading[];
  /** How far back the counts go; the whole window unless given. */
  readonly historySeconds?: number;
  /** The budget as rules have recorded it, when they have. */
  readonly recorded?: { readonly budgetEvents: number; readonly budgetRemaining: number };
  readonly firing?: readonly Severity[];
  /** Events of each corrected time. */
  readonly excluded?: readonly EventCounts[];
}

const secondsToExhaustion = (
  objective: Objective,
  budgetRemaining: number,
  { burnRate: rate = 0 }: Partial<BurnReading> = {},
): number | null =>
  rate > 0 && budgetRemaining > 0 ? Math.round((budgetRemaining * windowSeconds(objective)) / rate) : null;

/** The budget without corrected times. The events of these are taken from the counts, and from what they allow. */
const correctedBudget = (
  objective: Objective,
  counts: EventCounts,
  excluded: readonly EventCounts[],
  historySeconds: number,
): CorrectedBudget => {
  const without = (outcome: keyof EventCounts) =>
    Math.max(
      0,
      excluded.reduce((rest, span) => rest - span[outcome], counts[outcome]),
    );
  const rest = { good: without('good'), bad: without('bad') };
  const budgetRemaining = remainingBudget(objective, rest, historySeconds);
  return { ...rest, budgetRemaining, exhausted: budgetRemaining <= 0 };
};

export const sloStatus = (objective: Objective, reading: Reading): SloStatus => {
  const { counts, burnRates, historySeconds = windowSeconds(objective) } = reading;
  const { firing = [], excluded = [] } = reading;
  const known = reading.recorded ?? {
    budgetEvents: budgetEvents(objective, counts, historySeconds),
    budgetRemaining: remainingBudget(objective, counts, historySeconds),
  };
  const exhausted = known.budgetRemaining <= 0;
  return {
    id: objective.id,
    target: objective.target,
    good: counts.good,
    bad: counts.bad,
    goodRatio: totalEvents(counts) > 0 ? 1 - errorRatio(counts) : null,
    ...known,
    state: exhausted ? 'exhausted' : budgetState(objective, counts, historySeconds),
    exhausted,
    secondsToExhaustion: secondsToExhaustion(objective, known.budgetRemaining, burnRates[0]),
    pagesAfterSeconds: {
      declared: Math.round(outageDetection(objective, 'page', objective.expectedEventsPerHour)),
      night: outageDetection(objective, 'page', nightEventsPerHour),
    },
    firing,
    burnRates,
    ...(excluded.length > 0 && {
      corrected: correctedBudget(objective, counts, excluded, historySeconds),
    }),
  };
};

/** Whether a report calls for action: a budget is exhausted, or an alert fires. */
export const needsAction = ({ slos }: StatusReport): boolean =>
  slos.some(({ exhausted, firing }) => exhausted || firing.length > 0);

export const burnReading = (objective: Objective, window: string, counts: EventCounts): BurnReading => ({
  window,
  burnRate: burnRate(objective, counts),
});

/** Notes on objectives that too few bad events have missed, and on counts that are younger than the window. */
export const guardNotes = (objectives: readonly Objective[], slos: readonly SloStatus[]): readonly string[] =>
  objectives.flatMap(({ id, minBadEvents }) =>
    slos.some((status) => status.id === id && status.state === 'too few events')
      ? [`${id}: fewer than ${minBadEvents} bad events may be chance; they exhaust no budget.`]
      : [],
  );

/** Says how far back counts go that do not fill the window. */
export const historyNotes = (objective: Objective, historySeconds: number): readonly string[] => {
  const missing = windowSeconds(objective) - historySeconds;
  if (missing <= 0) return [];
  return [
    `${objective.id}: the counts go back at most ${durationWords(historySeconds)} of ${objective.windowDays} days. The time before counts as ` +
      `the declared ${countWords(objective.expectedEventsPerHour)} events an hour without a bad one.`,
  ];
};
