import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { stockPrefix } from '../../../lib/adapters/dynamodb/keys.ts';
import type { StockLevel } from '../../../lib/domain/stock.ts';
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
  typeof key?.['sk'] === 'string' && key['sk'].startsWith(stockPrefix);

/** An action that takes units from a stock item. */
interface Take {
  readonly index: number;
  readonly shard: number;
  readonly units: number;
}

const takesIn = ({ input: { TransactItems = [] } }: TransactWriteCommand): Take[] =>
  TransactItems.flatMap(({ Update }, index) =>
    isOnStock(Update?.Key)
      ? [
          {
            index,
            shard: Number(Update.Key.sk.slice(stockPrefix.length)),
            units: Number(Update.ExpressionAttributeValues?.[':taken']),
          },
        ]
      : [],
  );

/** @param reasons by the index of the action. */
const cancelled = (actions: number, reasons: ReadonlyMap<number, { Code: string; Item?: StockLevel }>) =>
  new TransactionCanceledException({
    message: 'Transaction cancelled',
    $metadata: {},
    CancellationReasons: Array.from({ length: actions }, (_, index) => {
      const { Code = 'None', Item } = reasons.get(index) ?? {};
      return { Code, ...(Item && { Item: marshall(Item) }) };
    }),
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
 * The stock items of one product. A transaction that meets another one on a stock item is cancelled with
 * `TransactionConflict`, as DynamoDB's is; everything else that an order writes is new, and conflicts with no one. Reads
 * never fail. One whose condition does not hold has held its items as long as any other, as in the local run.
 * @param levels the stock at the start, by shard.
 */
export const createModelledTable = (
  model: TableModel,
  levels: readonly StockLevel[],
  scheduler: Scheduler,
  random: () => number,
) => {
  const { partitionUnitsPerSecond } = model;
  const stock = levels.map((level) => ({ ...level }));
  const held = new Set<number>();
  const take =
    partitionUnitsPerSecond === undefined
      ? () => true
      : createCapacity(partitionUnitsPerSecond, scheduler.now);
  const counts = { transactions: 0, conflicts: 0, throttled: 0 };

  const pass = (ms: number) => new Promise<void>((resolve) => scheduler.after(ms, resolve));
  const latencyOf = () => logNormal(random, model.medianLatencyMs, model.latencySigma);

  const transact = async (command: TransactWriteCommand) => {
    const takes = takesIn(command);
    const actions = command.input.TransactItems?.length ?? 0;
    const latency = latencyOf();
    const wayMs = (latency * (1 - model.heldShare)) / 2;
    const refuse = async (refused: readonly Take[], Code: string, { withItem = false } = {}) => {
      await pass(wayMs);
      const reasons = refused.map(({ index, shard }) => {
        const Item = withItem ? stock[shard] : undefined;
        return [index, { Code, ...(Item && { Item }) }] as const;
      });
      throw cancelled(actions, new Map(reasons));
    };
    counts.transactions += 1;
    await pass(wayMs);
    const conflicting = takes.filter(({ shard }) => held.has(shard));
    if (conflicting.length > 0) {
      counts.conflicts += 1;
      return refuse(conflicting, 'TransactionConflict');
    }
    if (!take(takes.length * unitsPerItem)) {
      counts.throttled += 1;
      return refuse(takes, 'ThrottlingError');
    }
    for (const { shard } of takes) held.add(shard);
    await pass(latency * model.heldShare);
    for (const { shard } of takes) held.delete(shard);
    const tooFew = takes.filter(({ shard, units }) => (stock[shard]?.available ?? 0) < units);
    if (tooFew.length > 0) return refuse(tooFew, 'ConditionalCheckFailed', { withItem: true });
    for (const { shard, units } of takes) {
      const level = stock[shard];
      if (level) stock[shard] = { ...level, available: level.available - units };
    }
    await pass(wayMs);
    return { $metadata: {} };
  };

  const query = async () => {
    const latency = latencyOf();
    await pass(latency / 2);
    const Items = stock.map((level) => ({ ...level, sk: `${stockPrefix}${level.shard}` }));
    await pass(latency / 2);
    return { $metadata: {}, Items };
  };

  const client = {
    send: (command: unknown) => {
      if (command instanceof TransactWriteCommand) return transact(command);
      if (command instanceof QueryCommand) return query();
      throw new Error('the model supports transactions and queries of stock only');
    },
  };
  // The simulated use case sends transactions and queries only, so `send` is the only method that it needs.
  return {
    client: client as unknown as DynamoDBDocumentClient,
    counts,
    /** Units that are left, by shard. */
    left: () => stock.map(({ available }) => available),
  };
};
