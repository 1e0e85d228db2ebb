import { describe, expect, it } from 'vitest';
import { createDynamoProductRepository } from '../../../../lib/adapters/dynamodb/dynamo-product-repository.ts';
import { createDynamoStockLedger } from '../../../../lib/adapters/dynamodb/dynamo-stock-ledger.ts';
import { changeActions } from '../../../../lib/adapters/dynamodb/product-actions.ts';
import { readStock } from '../../../../lib/adapters/dynamodb/read-product.ts';
import { transactWrite } from '../../../../lib/platform/dynamodb/write-items.ts';
import { aCall } from '../../../builders/a-call.ts';
import { aProduct } from '../../../builders/a-product.ts';
import { aCompletedRecord } from '../../../builders/an-idempotency-record.ts';
import { emptyMemoryTable } from '../../../harness/dynamodb/memory-tables.ts';

const options = aCall();

/** A product of 10 units, whose stock changes after it was read. */
const soldMeanwhile = async (stockShards: number, shard: number) => {
  const table = await emptyMemoryTable();
  const before = aProduct({ available: 10, stockShards });
  await createDynamoProductRepository(table).create(before, options);
  const stock = await readStock(table, before.sku, options);
  const record = aCompletedRecord();
  await createDynamoStockLedger(table).commit(
    {
      movement: {
        id: '01KWERSRG8KW4CDGE8D1JW2FQX',
        sku: before.sku,
        quantity: -4,
        reason: 'written_off',
        movedAt: '2026-07-01T12:00:00.000Z',
        movedBy: 'admin',
      },
      changes: [{ shard, units: -4 }],
      idempotency: { record, now: '2026-07-01T12:00:00.000Z' },
    },
    options,
  );
  const change = (shards: number) =>
    transactWrite(
      table.client,
      changeActions(
        table.tableName,
        before,
        { ...before, version: before.version + 1, stockShards: shards },
        stock,
      ),
      options,
    );
  return {
    change,
    units: async () => (await readStock(table, before.sku, options)).map(({ available }) => available),
  };
};

describe('changeActions', () => {
  describe('when the stock has changed since it was read', () => {
    it('splits no stock item that has too few units left to give', async () => {
      const { change, units } = await soldMeanwhile(1, 0);
      expect(await change(5)).not.toEqual([]);
      expect(await units()).toEqual([6]);
    });

    it('deletes no stock item whose units were not moved', async () => {
      const { change, units } = await soldMeanwhile(2, 1);
      expect(await change(1)).not.toEqual([]);
      expect(await units()).toEqual([5, 1]);
    });
  });

  describe('when the product has got another number of stock items since it was read', () => {
    it('changes nothing, although the version is the same', async () => {
      const table = await emptyMemoryTable();
      const before = aProduct({ available: 10, stockShards: 1 });
      await createDynamoProductRepository(table).create(before, options);
      const levels = await readStock(table, before.sku, options);
      const split = changeActions(table.tableName, before, { ...before, stockShards: 2 }, levels);
      expect(await transactWrite(table.client, split, options)).toEqual([]);
      const renamed = { ...before, name: 'Renamed', version: before.version + 1 };
      const change = changeActions(table.tableName, before, renamed, levels);
      expect(await transactWrite(table.client, change, options)).not.toEqual([]);
      expect(await readStock(table, before.sku, options)).toHaveLength(2);
    });
  });
});
