import { describe, expect, it } from 'vitest';
import { createDynamoProductRepository } from '../../../../lib/adapters/dynamodb/dynamo-product-repository.ts';
import { createDynamoStockLedger } from '../../../../lib/adapters/dynamodb/dynamo-stock-ledger.ts';
import { productKey, stockKey } from '../../../../lib/adapters/dynamodb/keys.ts';
import { changeActions } from '../../../../lib/adapters/dynamodb/product-actions.ts';
import { readStock } from '../../../../lib/adapters/dynamodb/read-product.ts';
import { setAttributes, transactWrite } from '../../../../lib/platform/dynamodb/write-items.ts';
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

  describe('when the product has changed since it was read, although its version is the same', () => {
    const unsplit = async (facts: Partial<ReturnType<typeof aProduct>> = {}) => {
      const table = await emptyMemoryTable();
      const before = aProduct({ available: 10, stockShards: 1, ...facts });
      await createDynamoProductRepository(table).create(before, options);
      const levels = await readStock(table, before.sku, options);
      const change = (after: Partial<typeof before>) =>
        transactWrite(
          table.client,
          changeActions(table.tableName, before, { ...before, ...after }, levels),
          options,
        );
      return { table, before, change };
    };

    it('changes nothing of one that has more stock items', async () => {
      const { table, before, change } = await unsplit();
      expect(await change({ stockShards: 2 })).toEqual([]);
      expect(await change({ name: 'Renamed', version: before.version + 1 })).not.toEqual([]);
      expect(await readStock(table, before.sku, options)).toHaveLength(2);
    });

    it('changes nothing of one that has another price', async () => {
      const { table, before, change } = await unsplit();
      const unitPrice = { ...before.unitPrice, amount: before.unitPrice.amount + 1 };
      const priced = setAttributes(table.tableName, productKey(before.sku), { unitPrice });
      expect(await transactWrite(table.client, [priced], options)).toEqual([]);
      expect(await change({ name: 'Renamed', version: before.version + 1 })).not.toEqual([]);
    });

    it('changes nothing of one that was stored without a version, and has one now', async () => {
      const { table, before, change } = await unsplit({ version: 0 });
      const versioned = setAttributes(table.tableName, productKey(before.sku), { version: 1 });
      expect(await transactWrite(table.client, [versioned], options)).toEqual([]);
      expect(await change({ name: 'Renamed', version: 1 })).not.toEqual([]);
    });

    it('does not create an existing stock item again', async () => {
      const { table, before, change } = await unsplit();
      const left = setAttributes(table.tableName, stockKey(before.sku, 1), { available: 3 });
      expect(await transactWrite(table.client, [left], options)).toEqual([]);
      expect(await change({ stockShards: 2 })).not.toEqual([]);
    });
  });

  describe('when a part of the product is missing', () => {
    const stored = async (stockShards: number, missing: Record<string, unknown>) => {
      const table = await emptyMemoryTable();
      const product = aProduct({ available: 10, stockShards });
      await createDynamoProductRepository(table).create(product, options);
      await transactWrite(table.client, [{ Delete: { TableName: table.tableName, Key: missing } }], options);
      return { table, product };
    };

    it('merges stock items, one of which is gone', async () => {
      const { table, product } = await stored(2, stockKey(aProduct().sku, 1));
      await createDynamoProductRepository(table).change(product, { ...product, stockShards: 1 }, options);
      expect(await readStock(table, product.sku, options)).toMatchObject([{ shard: 0, available: 5 }]);
    });

    it('creates no product that is there without its stock', async () => {
      const { table, product } = await stored(1, stockKey(aProduct().sku, 0));
      const again = createDynamoProductRepository(table).create({ ...product, name: 'Another' }, options);
      await expect(again).rejects.toMatchObject({ name: 'ConflictError' });
    });

    it('changes a product that was stored without its least number of stock items', async () => {
      const { table, product } = await stored(1, { pk: 'none', sk: 'none' });
      const attributes = { minStockShards: undefined, name: product.name };
      const removed = setAttributes(table.tableName, productKey(product.sku), attributes);
      await transactWrite(table.client, [removed], options);
      const after = { ...product, name: 'Renamed', version: product.version + 1 };
      await createDynamoProductRepository(table).change(product, after, options);
      const found = await createDynamoProductRepository(table).find(product.sku, options);
      expect(found).toMatchObject({ name: 'Renamed' });
    });
  });
});
