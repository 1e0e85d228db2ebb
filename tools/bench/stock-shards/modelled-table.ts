import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Scheduler } from '../../../lib/platform/resilience/scheduler.ts';
import { logNormal } from './seeded-random.ts';

/** Times in milliseconds. */
export interface TableModel {
  /** From a request to its answer, in the middle. */
  readonly medianLatencyMs: number;
  /** Spread of the latency's logarithm: 0.5 puts the 99th percentile at 3.2 times the median. */
  readonly latencySigma: number;
  /** Share of a transaction's time during which its items are held. */
  readonly heldShare: number;
  /** Write units that a partition takes in a second; `undefined` when each item has a partition to itself. */
  readonly partitionUnitsPerSecond: number | undefined;
}

/** Write units of a transaction for an item of up to 1 kB. */
const unitsPerItem = 2;

const isOnStock = (key: Readonly<Record<string, unknown>> | undefined): key is { sk: string } =>
  typeof key?.['sk'] === 'string' && key['sk'].startsWith('STOCK#');

const cancelled = (code: string, actions: number) =>
  new TransactionCanceledException({
    message: 'Transaction cancelled',
    $metadata: {},
    CancellationReasons: Array.from({ length: actions }, (_, index) => ({
      Code: index === actions - 1 ? code : 'None',
    })),
  });

/** Lets so many units through in a second, at most a second's worth at once; begins with none saved up. */
const createCapacity = (unitsPerSecond: number, now: () => number) => {
  let units = 0;
  let filledAt = now();
  return (wanted: number): boolean => {
    units = Math.min(unitsPerSecond, units + ((now() - filledAt) * unitsPerSecond) / 1_000);
    filledAt = now();
    if (units < wanted) return false;
    units -= wanted;
    return true;
  };
};

/**
 * A table of products that never run out. A transaction that meets another one on a stock item is cancelled with
 * `TransactionConflict`, as DynamoDB's is; everything else that an order writes is new, and meets nobody.
 */
export const createModelledTable = (model: TableModel, scheduler: Scheduler, random: () => number) => {
  const { partitionUnitsPerSecond } = model;
  const held = new Set<string>();
  const take =
    partitionUnitsPerSecond === undefined
      ? () => true
      : createCapacity(partitionUnitsPerSecond, scheduler.now);
  const counts = { transactions: 0, conflicts: 0, throttled: 0 };

  const pass = (ms: number) => new Promise<void>((resolve) => scheduler.after(ms, resolve));

  const transact = async ({ input: { TransactItems = [] } }: TransactWriteCommand) => {
    const stock = TransactItems.flatMap(({ Update }) => (isOnStock(Update?.Key) ? [Update.Key.sk] : []));
    const latency = logNormal(random, model.medianLatencyMs, model.latencySigma);
    const wayMs = (latency * (1 - model.heldShare)) / 2;
    counts.transactions += 1;
    await pass(wayMs);
    const refusal = stock.some((key) => held.has(key))
      ? 'TransactionConflict'
      : take(stock.length * unitsPerItem)
        ? undefined
        : 'ThrottlingError';
    if (refusal !== undefined) {
      counts[refusal === 'TransactionConflict' ? 'conflicts' : 'throttled'] += 1;
      await pass(wayMs);
      throw cancelled(refusal, TransactItems.length);
    }
    for (const key of stock) held.add(key);
    await pass(latency * model.heldShare);
    for (const key of stock) held.delete(key);
    await pass(wayMs);
    return { $metadata: {} };
  };

  const client = {
    send: (command: unknown) => {
      if (command instanceof TransactWriteCommand) return transact(command);
      throw new Error('the model knows transactions only');
    },
  };
  // Nothing but transactions is sent to it.
  return { client: client as unknown as DynamoDBDocumentClient, counts };
};
