import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { createModelledTable, type TableModel } from '../../../../tools/bench/stock-shards/modelled-table.ts';
import { createVirtualTime } from '../../../../tools/bench/stock-shards/virtual-time.ts';
import { stockLevels } from '../../../builders/a-stock-level.ts';

/** Ten milliseconds each, the stock item held from 2 to 8. */
const model: TableModel = {
  medianLatencyMs: 10,
  latencySigma: 0,
  heldShare: 0.6,
  partitionUnitsPerSecond: undefined,
};

const levelsOf = (available: number) => stockLevels(Array.from({ length: 200 }, () => available));

const take = (shard: string) =>
  new TransactWriteCommand({
    TransactItems: [
      { Put: { TableName: 'orders', Item: { pk: 'ORDER#1' } } },
      {
        Update: {
          TableName: 'orders',
          Key: { pk: 'PRODUCT#A', sk: `STOCK#${shard}` },
          UpdateExpression: 'SET available = available + :change',
          ExpressionAttributeValues: { ':taken': 1, ':change': -1 },
        },
      },
    ],
  });

/** Sends transactions, each at its moment; when each is answered, or why it is cancelled. */
const run = async (
  sent: readonly [at: number, shard: string][],
  change: Partial<TableModel> = {},
  units = 1_000,
) => {
  const time = createVirtualTime(0);
  const { client, counts } = createModelledTable({ ...model, ...change }, levelsOf(units), time, () => 0.5);
  const answers: (number | string | undefined)[] = sent.map(() => undefined);
  for (const [place, [at, shard]] of sent.entries()) {
    time.after(at, () => {
      client.send(take(shard)).then(
        () => {
          answers[place] = time.now();
        },
        (failure: Error & { CancellationReasons?: { Code: string }[] }) => {
          answers[place] = failure.CancellationReasons?.at(-1)?.Code;
        },
      );
    });
  }
  await time.runUntil(10_000);
  return { answers, counts };
};

describe('createModelledTable', () => {
  it('cancels a transaction that meets another one on its stock item', async () => {
    const { answers, counts } = await run([
      [0, '0'],
      [3, '0'],
    ]);
    expect(answers).toEqual([10, 'TransactionConflict']);
    expect(counts).toEqual({ transactions: 2, conflicts: 1, throttled: 0 });
  });

  it.each([
    ['on another stock item', [[0, '0'] as const, [3, '1'] as const]],
    ['after it', [[0, '0'] as const, [7, '0'] as const]],
  ])('accepts a transaction that comes %s', async (_, sent) => {
    const { answers } = await run(sent.map(([at, shard]): [number, string] => [at, shard]));
    expect(answers).toEqual(sent.map(([at]) => at + 10));
  });

  it('refuses a transaction that finds too few units, after it has held the stock item', async () => {
    const { answers } = await run(
      [
        [0, '0'],
        [10, '0'],
        [13, '0'],
        [20, '0'],
      ],
      {},
      1,
    );
    expect(answers).toEqual([10, 'ConditionalCheckFailed', 'TransactionConflict', 'ConditionalCheckFailed']);
  });

  it('bounds the transactions of a second by the partition’s throughput', async () => {
    const sent = Array.from({ length: 200 }, (_, index): [number, string] => [index * 10, String(index)]);
    const { answers, counts } = await run(sent, { partitionUnitsPerSecond: 100 });
    expect(answers.filter((answer) => typeof answer === 'number').length).toBeCloseTo(100, -1);
    expect(answers).toContain('ThrottlingError');
    expect(counts.conflicts).toBe(0);
  });
});
