import { type AlertRule, conditionHolds } from './alert-rule.ts';
import type { EventHistory } from './event-history.ts';

/** Once that an alert fired, in seconds; without `clearsAt` it still fired at the last evaluation. */
export interface Activation {
  readonly firesAt: number;
  readonly clearsAt?: number;
}

/** How patient an alert is. */
export interface Patience {
  /** How long its condition has to hold before it fires. */
  readonly forSeconds?: number;
  /** How long it goes on after its condition has ceased to hold. */
  readonly keepFiringSeconds?: number;
}

/** When something fires and clears that is evaluated at some seconds, which are in the order of time. */
export const activationsWhere = (
  holds: (at: number) => boolean,
  evaluations: Iterable<number>,
  { forSeconds = 0, keepFiringSeconds = 0 }: Patience = {},
): readonly Activation[] => {
  const activations: Activation[] = [];
  let holdsSince: number | undefined;
  let keptSince: number | undefined;
  let firesAt: number | undefined;
  for (const at of evaluations) {
    if (holds(at)) {
      keptSince = undefined;
      holdsSince ??= at;
      if (at - holdsSince >= forSeconds) firesAt ??= at;
    } else {
      holdsSince = undefined;
      if (firesAt === undefined) continue;
      keptSince ??= at;
      if (at - keptSince < keepFiringSeconds) continue;
      activations.push({ firesAt, clearsAt: at });
      keptSince = undefined;
      firesAt = undefined;
    }
  }
  return firesAt === undefined ? activations : [...activations, { firesAt }];
};

/** When a rule fires and clears, given what is known of the events. */
export const activationsOf = (
  rule: AlertRule,
  history: EventHistory,
  evaluations: Iterable<number>,
): readonly Activation[] => activationsWhere((at) => conditionHolds(rule, history, at), evaluations, rule);
