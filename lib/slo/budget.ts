import { errorBudget } from './decimal.ts';
import type { Objective } from './objective.ts';

/** How many events were judged good and bad in some time. */
export interface EventCounts {
  readonly good: number;
  readonly bad: number;
}

export const outcomes = ['good', 'bad'] as const satisfies readonly (keyof EventCounts)[];
/** How an event is judged against an objective. */
export type Outcome = (typeof outcomes)[number];

type Target = Pick<Objective, 'target'>;

export const totalEvents = ({ good, bad }: EventCounts): number => good + bad;

/** Part of the events that was bad; 0 when there were none. */
export const errorRatio = (counts: EventCounts): number => {
  const total = totalEvents(counts);
  return total > 0 ? counts.bad / total : 0;
};

/** How many times faster than allowed the budget is used; 1 uses it up exactly at the end of the window. */
export const burnRate = ({ target }: Target, counts: EventCounts): number =>
  errorRatio(counts) / Number(errorBudget(target));

type Budgeted = Pick<Objective, 'target' | 'windowDays' | 'minBadEvents' | 'expectedEventsPerHour'>;

const secondsPerDay = 86_400;

/** Seconds of the objective's window. */
export const windowSeconds = ({ windowDays }: Pick<Objective, 'windowDays'>): number =>
  windowDays * secondsPerDay;

/**
 * Number of bad events that the objective allows in its window. The part of the window that is older than the counters
 * counts as declared traffic without a bad event; `minBadEvents` is the least, because fewer may be chance.
 * @param historySeconds how far back the counts go, at most the window.
 */
export const budgetEvents = (
  objective: Budgeted,
  counts: EventCounts,
  historySeconds = windowSeconds(objective),
): number => {
  const missingSeconds = Math.max(0, windowSeconds(objective) - historySeconds);
  const total = totalEvents(counts) + (objective.expectedEventsPerHour * missingSeconds) / 3_600;
  return Math.max(Number(errorBudget(objective.target)) * total, objective.minBadEvents);
};

/** Part of the budget of the objective's window that is left: 1 when nothing is used, 0 and less when all is. */
export const remainingBudget = (
  objective: Budgeted,
  counts: EventCounts,
  historySeconds = windowSeconds(objective),
): number => 1 - counts.bad / budgetEvents(objective, counts, historySeconds);

const budgetStates = ['ok', 'exhausted', 'too few events', 'no events'] as const;
/** `too few events`: the target is missed by fewer bad events than the guard, which may be chance. */
export type BudgetState = (typeof budgetStates)[number];

/** The state of the budget, by which every command, rule and alarm calls it exhausted. */
export const budgetState = (
  objective: Budgeted,
  counts: EventCounts,
  historySeconds = windowSeconds(objective),
): BudgetState => {
  if (totalEvents(counts) === 0) return 'no events';
  if (remainingBudget(objective, counts, historySeconds) <= 0) return 'exhausted';
  return burnRate(objective, counts) >= 1 && counts.bad < objective.minBadEvents ? 'too few events' : 'ok';
};
