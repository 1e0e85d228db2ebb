import { describe, expect, it } from 'vitest';
import { stockKey } from '../../../../lib/adapters/dynamodb/keys.ts';
import { readStock } from '../../../../lib/adapters/dynamodb/read-product.ts';
import type { StockLevel } from '../../../../lib/domain/stock.ts';
import type { DynamoClient } from '../../../../lib/platform/dynamodb/dynamo-client.ts';
import { aCall } from '../../../builders/a-call.ts';
import { aStockLevel, stockLevels } from '../../../builders/a-stock-level.ts';

/** Reads the stock of a product from a table that answers each query with the next of these; the last one stays. */
const reading = async (...answers: StockLevel[][]) => {
  let reads = 0;
  const send = async () => {
    const levels = answers[Math.min(reads, answers.length - 1)] ?? [];
    reads += 1;
    return { Items: levels.map((level) => ({ ...level, ...stockKey(level.sku, level.shard) })) };
  };
  const client = { send, sendOnce: send } as unknown as DynamoClient;
  const found = await readStock({ client, tableName: 'orders' }, 'TEA-001', aCall());
  return { available: found.map(({ available }) => available), reads };
};

// Ten units, of which five are on their way from the first stock item to a second one.
const left = aStockLevel({ available: 5, stockShards: 2 });
const arrived = aStockLevel({ shard: 1, available: 5, stockShards: 2 });
const before = aStockLevel({ available: 10 });

describe('readStock', () => {
  it('reads whole stock once', async () => {
    expect(await reading([left, arrived])).toEqual({ available: [5, 5], reads: 1 });
  });

  it.each([
    ['units that have left and not arrived', [left]],
    ['units that are in both places', [before, arrived]],
  ])('reads again when it finds %s', async (_, torn) => {
    expect(await reading(torn, [left, arrived])).toEqual({ available: [5, 5], reads: 2 });
  });

  it('takes stock items as they are that do not store their number', async () => {
    const levels = stockLevels([3, 4], { stockShards: undefined });
    expect(await reading(levels)).toEqual({ available: [3, 4], reads: 1 });
  });

  it('accepts mixed stock items that stay the same over four reads', async () => {
    const mixed = [
      aStockLevel({ available: 3 }),
      aStockLevel({ shard: 1, available: 4, stockShards: undefined }),
    ];
    expect(await reading(mixed)).toEqual({ available: [3, 4], reads: 4 });
  });
});
