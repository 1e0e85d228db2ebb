import { slos } from '../../../lib/contract/slos.ts';
import type { Objective } from '../../../lib/slo/objective.ts';

/** Parts of a declaration that may be changed: its target, window in days and guard. */
export type Declaration = readonly [target: string, windowDays: number, minBadEvents: number];

/** From loose to strict, from a week to a quarter; budgets and factors that are no round numbers. */
export const declarations: readonly Declaration[] = [
  ['99.9', 30, 5],
  ['99.95', 28, 8],
  ['99.99', 7, 10],
  ['99.5', 90, 2],
  ['99', 90, 5],
  ['95', 14, 1],
];

/** The objectives of the service, declared otherwise, in turn. */
export const declaredAs = (...others: readonly Declaration[]): readonly Objective[] =>
  Object.values(slos).map((slo, position): Objective => {
    const [target, windowDays, minBadEvents] = others[position % others.length] ?? [];
    return {
      ...slo,
      target: target ?? slo.target,
      windowDays: windowDays ?? slo.windowDays,
      minBadEvents: minBadEvents ?? slo.minBadEvents,
    };
  });
