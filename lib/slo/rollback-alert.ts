import { compare, errorBudget, times } from './decimal.ts';
import type { Objective } from './objective.ts';

/** Minutes that a canary gets its part of the traffic, and over which its events are judged. */
export const rollbackMinutes = 5;

/**
 * Burn rate that ends a canary. At a tenth of the traffic it burns the budget five times too fast: no page would see it
 * within hours.
 */
const factor = '50';

/** A version that loses half of its events is not deployed, however loose its objective is. */
const greatestShare = '0.5';

/** Limit for a new version that takes part of the traffic. */
export interface RollbackAlert {
  /** Share of bad events that the version has to exceed, as decimal text. */
  readonly threshold: string;
  /** Fewer bad events end no canary. */
  readonly minBadEvents: number;
}

/** The limit that an objective sets to a new version: its budget times the burn rate, at most a half. */
export const rollbackAlert = ({
  target,
  minBadEvents,
}: Pick<Objective, 'target' | 'minBadEvents'>): RollbackAlert => {
  const wanted = times(factor, errorBudget(target));
  return { threshold: compare(wanted, greatestShare) > 0 ? greatestShare : wanted, minBadEvents };
};
