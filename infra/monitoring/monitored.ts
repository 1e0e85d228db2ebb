import { type ConsumerId, consumerEntries, consumers } from '../../lib/contract/consumers.ts';
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

/** A request, a batch and a job. All functions print their lines with the same code, so these stand for all. */
export const printingFunctions = [
  'create-order',
  'relay-events',
  'send-canary',
] as const satisfies readonly FunctionId[];

/**
 * The function whose lines stand for those of all on their way to the aggregator: every log group hands them over
 * to the same function, with the same permission.
 */
export const handedOver = 'create-order' satisfies FunctionId;

/** Receives canaries alone. All that can happen to it, its queue and its rule loses canaries, on which there is an alarm. */
const canaryConsumer = 'receive-canary' satisfies ConsumerId;

/** Consumers whose work is not observed otherwise. */
export const observedConsumers = functionClasses.consumers.filter((id) => id !== canaryConsumer);

/** The queue that holds canaries alone. */
export const canaryQueue = consumers[canaryConsumer].trigger.queue;

/** Runs every minute, whether or not there are clients. */
export const pulse = 'send-canary' satisfies FunctionId;

/** Names of the contract's tables in the deployment. */
export const tableDefinitions = { ordersTable, eventsTable, metricsTable } as const satisfies Record<
  keyof Monitored['tableNames'],
  TableDefinition
>;
