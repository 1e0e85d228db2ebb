import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { createMemoryCatalogueCache } from '../../../../lib/adapters/memory-catalogue-cache.ts';
import { splitShards } from '../../../../lib/domain/product.ts';
import { createMemoryPaymentGateway } from '../../../doubles/memory-payment-gateway.ts';
import { calmly, useEmbeddedTables } from '../../../harness/dynamodb/embedded-tables.ts';
import { createStores, type Stores } from '../../../harness/dynamodb/every-item.ts';
import { itemsOf, putItems, type StoredItem } from '../../../harness/dynamodb/stored-items.ts';
import { createEnvironment, type ShopEnvironment } from '../../../harness/shop/environment.ts';

const emptyTable = useEmbeddedTables();
const recording = new URL('stored-items/2026-11-30.json', import.meta.url);
const { items } = JSON.parse(readFileSync(recording, 'utf8')) as {
  items: { orders: readonly StoredItem[] };
};
const catalogue = items.orders.filter(({ pk }) => String(pk).startsWith('PRODUCT#'));
// It has 25 units on three stock items.
const sku = 'TEA-002';
const one = { items: [{ sku, quantity: 1 }] };
const cheaper = { amount: 500, currency: 'USD' } as const;
const at = '2026-12-01T12:00:00.000Z';

describe('products that were stored before they had versions', () => {
  let stores: Stores;
  let environment: () => ShopEnvironment;
  beforeEach(async () => {
    stores = await createStores(emptyTable);
    await putItems(stores.tables.orders, catalogue);
    const clock = () => Date.parse(at);
    let drawn = 0;
    environment = () =>
      createEnvironment({
        ...stores,
        store: stores.orders,
        gateway: createMemoryPaymentGateway({ now: clock }),
        cache: createMemoryCatalogueCache({ ttlMs: 60_000, maxEntries: 10, clock }),
        clock,
        newId: () => ++drawn,
        told: { placed: [], changed: [], failures: [] },
      });
  });

  const find = () => stores.products.find(sku, calmly);
  const stockItems = async () =>
    (await itemsOf(stores.tables.orders)).filter(
      ({ sk, ...item }) => item['sku'] === sku && sk !== 'PRODUCT',
    );

  it('are sold and listed as they are', async () => {
    await environment().place('place', one);
    expect(await find()).toMatchObject({ version: 0, available: 24, stockShards: 3, minStockShards: 3 });
    const { products } = await stores.products.list({ limit: 10 }, calmly);
    expect(products.map(({ available }) => available)).toEqual([25, 24]);
  });

  it('get their first version with the next change, on every stock item', async () => {
    await environment().put({ sku, unitPrice: cheaper });
    expect(await find()).toMatchObject({ version: 1, unitPrice: cheaper, available: 25 });
    expect(await stockItems()).toHaveLength(3);
    for (const item of await stockItems()) expect(item).toMatchObject({ version: 1, unitPrice: cheaper });
  });

  it('are sold at the new price by an environment that remembers the old one', async () => {
    const seller = environment();
    await seller.place('before', one);
    await environment().put({ sku, unitPrice: cheaper });
    expect((await seller.place('after', one)).order.total).toEqual(cheaper);
    expect(await find()).toMatchObject({ available: 23 });
  });

  it('take no stock by PUT, and take movements', async () => {
    const { put, move } = environment();
    await expect(put({ sku, stock: 25 })).rejects.toMatchObject({ code: 'PRD-002' });
    expect((await move('move', 5, 'received', sku)).product.available).toBe(30);
  });

  it('get more stock items without a version', async () => {
    await stores.contention.mark(sku, at, calmly);
    expect(await stores.contention.reshard(sku, splitShards, at, calmly)).toEqual({ before: 3, after: 6 });
    expect(await find()).toMatchObject({ version: 0, available: 25, stockShards: 6, minStockShards: 3 });
    for (const item of await stockItems()) expect(item).not.toHaveProperty('version');
    await environment().place('place', { items: [{ sku, quantity: 25 }] });
    expect(await find()).toMatchObject({ available: 0 });
  });
});
