import {
  burnRate,
  type EventCounts,
  errorRatio,
  remainingBudget,
  totalEvents,
} from '../../../../lib/slo/budget.ts';
import type { Objective } from '../../../../lib/slo/objective.ts';

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
  /** 1 when nothing is used, less than 0 when more than all. */
  readonly budgetRemaining: number;
  readonly exhausted: boolean;
  readonly burnRates: readonly BurnReading[];
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
  /** When it is known better than by the counts. */
  readonly budgetRemaining?: number;
}

export const sloStatus = (objective: Objective, { counts, burnRates, ...known }: Reading): SloStatus => {
  const { budgetRemaining = remainingBudget(objective, counts) } = known;
  return {
    id: objective.id,
    target: objective.target,
    good: counts.good,
    bad: counts.bad,
    goodRatio: totalEvents(counts) > 0 ? 1 - errorRatio(counts) : null,
    budgetRemaining,
    exhausted: budgetRemaining <= 0,
    burnRates,
  };
};

export const burnReading = (objective: Objective, window: string, counts: EventCounts): BurnReading => ({
  window,
  burnRate: burnRate(objective, counts),
});

/** Notes on budgets that so few bad events have exhausted that no alert fires. */
export const guardNotes = (objectives: readonly Objective[], slos: readonly SloStatus[]): readonly string[] =>
  objectives.flatMap(({ id, minBadEvents }) =>
    slos.some((status) => status.id === id && status.exhausted && status.bad < minBadEvents)
      ? [`${id}: its alerts need at least ${minBadEvents} bad events, because fewer may be chance.`]
      : [],
  );
