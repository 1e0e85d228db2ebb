import type { RouteId } from '../../lib/contract/routes.ts';
import { type NetworkFault, networkFaults } from './fault-proxy.ts';

/** Dependencies that the functions reach over a socket. */
export const dependencies = ['database', 'bus', 'payments'] as const;
export type FaultyDependency = (typeof dependencies)[number];

/** The routes of the load. */
export type LoadRoute = Extract<RouteId, 'create-order' | 'pay-order' | 'get-order'>;

/** A fault of one dependency. */
export interface DependencyFault {
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

/** Faults of different dependencies at the same time, under load. */
export type Phase = readonly DependencyFault[];

/** Whether faults of dependencies explain an answer of 5xx with one of the codes for them. */
export const explains = (phase: Phase, route: LoadRoute): boolean =>
  phase.some(({ dependency }) => neededBy[dependency].includes(route));

/** Every fault of every dependency, one after the other. */
export const allPhases: readonly Phase[] = dependencies.flatMap((dependency) =>
  networkFaults.map((fault) => [{ dependency, fault }]),
);

/** One fault of each dependency. Those of bus and payments explain no answer about orders, nor each other’s. */
export const quickPhases: readonly Phase[] = [
  [{ dependency: 'database', fault: 'reset' }],
  [
    { dependency: 'bus', fault: 'half-close' },
    { dependency: 'payments', fault: 'truncated' },
  ],
];

export const phaseName = (phase: Phase): string =>
  phase.map(({ dependency, fault }) => `${dependency} ${fault}`).join(', ');
