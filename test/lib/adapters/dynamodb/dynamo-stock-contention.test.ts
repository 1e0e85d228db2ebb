import { setTimeout } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { createDynamoStockContention } from '../../../../lib/adapters/dynamodb/dynamo-stock-contention.ts';
import type { StockContention } from '../../../../lib/app/ports/stock-contention.ts';
import { maxStockShards } from '../../../../lib/domain/stock.ts';
import { aPlacement } from '../../../builders/a-placement.ts';
import { aProduct } from '../../../builders/a-product.ts';
import { anOrder } from '../../../builders/an-order.ts';
import { orderIdOf } from '../../../builders/order-id-of.ts';
import { type EmbeddedShop, useEmbeddedShop } from '../../../harness/dynamodb/embedded-shop.ts';
import { calmly } from '../../../harness/dynamodb/embedded-tables.ts';

const emptyShop = useEmbeddedShop();
const sku = 'TEA-001';
const at = '2026-07-01T12:00:00.000Z';
const later = '2026-07-01T12:00:01.000Z';

describe('the DynamoDB StockContention', () => {
  let shop: EmbeddedShop;
  let contention: StockContention;
  beforeEach(async () => {
    shop = await emptyShop();
    contention = createDynamoStockContention({ client: shop.client, tableName: shop.ordersTable });
  });

  const unitsOf = async () => (await shop.orders.findStock(sku, calmly)).map(({ available }) => available);

  it('lists marked products with their newest mark and last split', async () => {
    await shop.products.save(aProduct(), calmly);
    await contention.mark(sku, later, calmly);
    await contention.mark(sku, at, calmly);
    await contention.mark('CUP-001', at, calmly);
    await contention.split(sku, later, calmly);
    expect(await Array.fromAsync(contention.listMarked(calmly))).toEqual([
      { sku: 'CUP-001', markedAt: at },
      { sku, markedAt: later, splitAt: later },
    ]);
  });

  it('moves half of the units of each stock item to a new one, at the same price', async () => {
    const product = aProduct({ available: 10, stockShards: 2 });
    await shop.products.save(product, calmly);
    expect(await contention.split(sku, at, calmly)).toBe(4);
    expect((await unitsOf()).toSorted()).toEqual([2, 2, 3, 3]);
    expect(await shop.products.find(sku, calmly)).toEqual({ ...product, stockShards: 4 });
    const levels = await shop.orders.findStock(sku, calmly);
    expect(levels.map(({ unitPrice }) => unitPrice)).toEqual(levels.map(() => product.unitPrice));
  });

  it('ends at the most stock items that a product may have', async () => {
    await shop.products.save(aProduct({ available: 100, stockShards: 16 }), calmly);
    expect(await contention.split(sku, at, calmly)).toBe(maxStockShards);
    expect(await contention.split(sku, at, calmly)).toBeUndefined();
    expect((await unitsOf()).reduce((sum, units) => sum + units, 0)).toBe(100);
  });

  it('splits nothing of a product that is gone', async () => {
    expect(await contention.split(sku, at, calmly)).toBeUndefined();
  });

  it('loses no unit while orders take them', async () => {
    await shop.products.save(aProduct({ available: 60 }), calmly);
    const lines = anOrder().lines.map((line) => ({ ...line, quantity: 1 }));
    const buy = async (n: number): Promise<number> => {
      for (;;) {
        const { take = [], ...placement } = aPlacement({ id: orderIdOf(n), lines });
        const levels = await shop.orders.findStock(sku, calmly);
        const { shard } = levels.findLast(({ available }) => available > 0) ?? { shard: 0 };
        const failures = await shop.orders.commit(
          { ...placement, take: take.map((one) => ({ ...one, shard })) },
          calmly,
        );
        if (failures.length === 0) return 1;
        await setTimeout(Math.random() * 50);
      }
    };
    const sale = Promise.all(Array.from({ length: 20 }, (_, n) => buy(n)));
    await contention.split(sku, at, calmly);
    await contention.split(sku, later, calmly);
    expect(await sale).toHaveLength(20);
    const left = await unitsOf();
    expect(left).toHaveLength(4);
    expect(left.reduce((sum, units) => sum + units, 0)).toBe(40);
  });
});
