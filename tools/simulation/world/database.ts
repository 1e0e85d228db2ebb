import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { eventsTable, metricsTable, ordersTable } from '../../../lib/contract/tables.ts';
import { type CommitLog, createCommitLog } from './commit-log.ts';
import { createMemoryDynamoDb, type ItemChange, type MemoryDynamoDb } from './dynamodb/memory-dynamodb.ts';
import type { ExecutionEnvironment } from './execution-environment.ts';
import { connectionRefused, connectionReset, throttled } from './network-failures.ts';
import { createOutcomeLog, type OutcomeLog } from './outcome-log.ts';
import type { World } from './world.ts';

/** Names of the tables of a simulated stage. */
export const tableNames = { orders: 'orders', events: 'events', metrics: 'metrics' } as const;

/** The database of a history. */
export interface SimulatedDatabase extends Pick<MemoryDynamoDb, 'itemsOf'> {
  /** The document client as an environment has it. */
  clientOf(environment: ExecutionEnvironment): DynamoDBDocumentClient;
  /** A document client that nothing stands in the way of. */
  readonly documents: DynamoDBDocumentClient;
  /** Every write of payment attempts and canaries. */
  readonly outcomes: OutcomeLog['writes'];
  /** Every state that orders, products and stock items had. */
  readonly commits: Pick<CommitLog, 'statesOf' | 'itemsOf'>;
}

/** The service calls nothing else of the client. */
const documentsOf = (send: (command: object) => Promise<object>) =>
  ({ send }) as unknown as DynamoDBDocumentClient;

const pageSizes = [1, 2, 3, 7];

const commandName = (command: object): string => command.constructor.name.replace(/Command$/, '');

const isWrite = (name: string): boolean => !/^(?:Get|Query|Scan|BatchGet)$/.test(name);

/** @param onEvent called with every change of the events table, which has a stream. */
export const createSimulatedDatabase = (
  world: World,
  onEvent: (change: ItemChange) => void,
): SimulatedDatabase => {
  const { time, draws } = world;
  const commits = createCommitLog();
  const outcomes = createOutcomeLog(time);
  const onChange = (change: ItemChange) => {
    if (change.tableName === tableNames.events) onEvent(change);
    if (change.tableName === tableNames.orders) commits.take(change);
    outcomes.take(change);
  };
  const database = createMemoryDynamoDb({
    tables: {
      [tableNames.orders]: ordersTable,
      [tableNames.events]: eventsTable,
      [tableNames.metrics]: metricsTable,
    },
    timing: {
      now: time.now,
      indexLagMs: () => world.lag('indexLagMs'),
      onStaleIndex: () => world.happened('indexLagMs', 'read of an index'),
      readLagMs: () => world.lag('readLagMs'),
      applyDelayMs: () => world.lag('transactionMs'),
    },
    limits: {
      pageItems: () =>
        world.strikes('smallPages', 'a query') ? draws.pick(pageSizes) : Number.POSITIVE_INFINITY,
      leavesOut: () => world.strikes('batchIncomplete', 'a batch'),
    },
    onChange,
  });
  const send = (environment: ExecutionEnvironment, command: object): Promise<object> => {
    const name = commandName(command);
    const carryOut = () => {
      if (world.strikes('databaseUnreached', name)) throw connectionRefused();
      if (world.strikes('databaseThrottled', name)) throw throttled();
      return database.execute(command);
    };
    const isLost = () =>
      isWrite(name) && world.strikes('databaseAnswerLost', name) ? connectionReset() : undefined;
    return outcomes.follow(environment, (watch) => environment.call(name, () => watch(carryOut), isLost));
  };
  return {
    itemsOf: database.itemsOf,
    commits,
    outcomes: outcomes.writes,
    clientOf: (environment) => documentsOf((command) => send(environment, command)),
    documents: documentsOf(async (command) => database.execute(command).answer),
  };
};
