import { consumerEntries } from '../../lib/contract/consumers.ts';
import type { FunctionId } from '../../lib/contract/function-ids.ts';
import { routeEntries } from '../../lib/contract/routes.ts';
import { scheduleEntries } from '../../lib/contract/schedules.ts';
import { eventsTable, metricsTable, ordersTable, type TableDefinition } from '../../lib/contract/tables.ts';
import type { Stage } from '../stage.ts';

/** The monitored resources whose names the stage does not determine. */
export interface Monitored {
  readonly stage: Stage;
  readonly apiId: string;
  readonly tableNames: Readonly<Record<'ordersTable' | 'eventsTable' | 'metricsTable', string>>;
}

const idsOf = <I extends FunctionId>(entries: readonly (readonly [I, unknown])[]): readonly I[] =>
  entries.map(([id]) => id);

/** Functions whose failures have the same effect on the same people. */
export const functionClasses = {
  commands: idsOf(routeEntries.filter(([, { method }]) => method !== 'GET')),
  queries: idsOf(routeEntries.filter(([, { method }]) => method === 'GET')),
  // Readers of logs are no part of the service; alarms on the metrics watch them.
  consumers: idsOf(consumerEntries.filter(([, { trigger }]) => trigger.kind !== 'logs')),
  jobs: idsOf(scheduleEntries),
} as const satisfies Record<string, readonly FunctionId[]>;

export type FunctionClass = keyof typeof functionClasses;

/** One function of each kind: command, query, consumer, job. All print their lines with the same code, so these stand for all. */
export const printingFunctions = [
  'create-order',
  'get-order',
  'relay-events',
  'send-canary',
] as const satisfies readonly FunctionId[];

/**
 * The function whose lines stand for those of all on their way to the aggregator: every log group hands them over
 * to the same function, with the same permission.
 */
export const handedOver = 'create-order' satisfies FunctionId;

/** Runs every minute, whether or not there are clients. */
export const pulse = 'send-canary' satisfies FunctionId;

/** Names of the contract's tables in the deployment. */
export const tableDefinitions = { ordersTable, eventsTable, metricsTable } as const satisfies Record<
  keyof Monitored['tableNames'],
  TableDefinition
>;
