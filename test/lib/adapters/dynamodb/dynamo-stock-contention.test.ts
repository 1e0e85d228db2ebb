import { setTimeout } from 'node:timers/promises';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { createDynamoStockContention } from '../../../../lib/adapters/dynamodb/dynamo-stock-contention.ts';
import { contentionKey } from '../../../../lib/adapters/dynamodb/keys.ts';
import type { StockContention } from '../../../../lib/app/ports/stock-contention.ts';
import { mergeShards, splitShards } from '../../../../lib/domain/product.ts';
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
    await shop.products.create(aProduct(), calmly);
    await contention.mark(sku, later, calmly);
    await contention.mark(sku, at, calmly);
    await contention.mark('CUP-001', at, calmly);
    await contention.reshard(sku, splitShards, later, calmly);
    expect(await Array.fromAsync(contention.listMarked(() => {}, calmly))).toEqual([
      { sku: 'CUP-001', markedAt: at },
      { sku, markedAt: later, reshardedAt: later },
    ]);
  });

  it('lists the other products when a mark is unreadable, and reports that one', async () => {
    await contention.mark(sku, at, calmly);
    const Item = { ...contentionKey('CUP-001'), markedAt: 7 };
    await shop.client.send(new PutCommand({ TableName: shop.ordersTable, Item }), calmly);
    const unreadable: string[] = [];
    const listed = contention.listMarked((each) => unreadable.push(each), calmly);
    expect(await Array.fromAsync(listed)).toEqual([{ sku, markedAt: at }]);
    expect(unreadable).toEqual(['CUP-001']);
  });

  const reshard = (next: typeof splitShards) => contention.reshard(sku, next, at, calmly);

  it('spreads the units over twice as many stock items, as the same version of the product', async () => {
    const product = aProduct({ available: 10, stockShards: 2 });
    await shop.products.create(product, calmly);
    await contention.mark(sku, at, calmly);
    expect(await reshard(splitShards)).toEqual({ before: 2, after: 4 });
    expect(await unitsOf()).toEqual([3, 3, 2, 2]);
    expect(await shop.products.find(sku, calmly)).toEqual({ ...product, stockShards: 4 });
    const { unitPrice, version } = product;
    for (const level of await shop.orders.findStock(sku, calmly)) {
      expect(level).toMatchObject({ unitPrice, version, stockShards: 4 });
    }
  });

  it('gathers them on fewer stock items, down to those that an admin asked for', async () => {
    await shop.products.create(aProduct({ available: 25, stockShards: 2 }), calmly);
    await contention.mark(sku, at, calmly);
    await reshard(splitShards);
    await reshard(splitShards);
    expect(await reshard(mergeShards)).toEqual({ before: 8, after: 4 });
    expect(await reshard(mergeShards)).toEqual({ before: 4, after: 2 });
    expect(await reshard(mergeShards)).toEqual({ before: 2, after: 2 });
    expect(await shop.products.find(sku, calmly)).toEqual(aProduct({ available: 25, stockShards: 2 }));
  });

  it('keeps a product unchanged that is gone or no longer marked', async () => {
    expect(await reshard(splitShards)).toBeUndefined();
    await shop.products.create(aProduct(), calmly);
    expect(await reshard(splitShards)).toBeUndefined();
    expect(await unitsOf()).toEqual([25]);
  });

  it('forgets a product, unless it was marked again', async () => {
    await contention.mark(sku, later, calmly);
    await contention.forget({ sku, markedAt: at }, calmly);
    expect(await Array.fromAsync(contention.listMarked(() => {}, calmly))).toHaveLength(1);
    await contention.forget({ sku, markedAt: later }, calmly);
    expect(await Array.fromAsync(contention.listMarked(() => {}, calmly))).toEqual([]);
  });

  it('loses no unit while orders take them', async () => {
    await shop.products.create(aProduct({ available: 60 }), calmly);
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
    await contention.mark(sku, at, calmly);
    const counts: number[] = [];
    for (const next of [splitShards, splitShards, splitShards, mergeShards, mergeShards]) {
      let numbers: Awaited<ReturnType<typeof reshard>>;
      do numbers = await reshard(next);
      while (!numbers);
      counts.push(numbers.after);
    }
    expect(counts).toEqual([2, 4, 8, 4, 2]);
    expect(await sale).toHaveLength(20);
    const left = await unitsOf();
    expect(left).toHaveLength(2);
    expect(left.reduce((sum, units) => sum + units, 0)).toBe(40);
  });
});
