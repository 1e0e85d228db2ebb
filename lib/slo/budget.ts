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

/** Part of the budget that is left: 1 when nothing is used, 0 when all is, less than 0 when the target is missed. */
export const remainingBudget = (objective: Target, counts: EventCounts): number =>
  1 - burnRate(objective, counts);
