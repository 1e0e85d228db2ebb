import type { RouteId } from '../../lib/contract/routes.ts';
import { type NetworkFault, networkFaults } from './fault-proxy.ts';

/** Dependencies that the functions reach over a socket. */
export const dependencies = ['database', 'bus', 'payments'] as const;
export type FaultyDependency = (typeof dependencies)[number];

/** The routes of the load. */
export type LoadRoute = Extract<RouteId, 'create-order' | 'pay-order' | 'get-order'>;

/** A fault of one dependency, under load. */
export interface Phase {
  readonly dependency: FaultyDependency;
  readonly fault: NetworkFault;
}

/** The routes that need a dependency in order to answer: only they may fail because of it. */
const neededBy: Readonly<Record<FaultyDependency, readonly LoadRoute[]>> = {
  database: ['create-order', 'pay-order', 'get-order'],
  // Events are published after the answer.
  bus: [],
  payments: ['pay-order'],
};

/** Whether a fault of a dependency explains an answer of 5xx with one of the codes for it. */
export const explains = (phase: Phase | undefined, route: LoadRoute): boolean =>
  phase !== undefined && neededBy[phase.dependency].includes(route);

/** Every fault of every dependency. */
export const allPhases: readonly Phase[] = dependencies.flatMap((dependency) =>
  networkFaults.map((fault) => ({ dependency, fault })),
);

/** One fault of each dependency. */
export const quickPhases: readonly Phase[] = [
  { dependency: 'database', fault: 'reset' },
  { dependency: 'bus', fault: 'half-close' },
  { dependency: 'payments', fault: 'truncated' },
];

export const phaseName = ({ dependency, fault }: Phase): string => `${dependency} ${fault}`;
