import { describe, expect, it } from 'vitest';
import { aProduct } from '../../../../builders/a-product.ts';
import { retryPromptly } from '../../../../doubles/prompt-retry.ts';
import { type CurrentShop, calmly, unitsOf } from '../../../../harness/shop/stored-shop.ts';

const { sku, unitPrice } = aProduct();

export const shardsContract = (shop: CurrentShop): void => {
  describe('the stock of a product', () => {
    const save = (available: number, stockShards: number) =>
      shop().products.save(aProduct({ available, stockShards }), calmly);

    it('is spread over its stock items, by ascending shard, at the price of the product', async () => {
      await save(25, 12);
      const levels = await shop().orders.findStock(sku, calmly);
      expect(levels.map(({ shard }) => shard)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
      expect(levels.map(({ available }) => available)).toEqual([3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2]);
      for (const level of levels) expect(level).toMatchObject({ sku, unitPrice });
    });

    it('is what all its stock items hold together', async () => {
      await save(10, 3);
      const take = [{ sku, shard: 1, quantity: 2, unitPrice }];
      await shop().orders.commit({ take }, calmly);
      const product = aProduct({ available: 8, stockShards: 3 });
      expect(await shop().products.find(sku, calmly)).toEqual(product);
      expect((await shop().products.list({ limit: 5 }, calmly)).products).toEqual([product]);
    });

    it('is listed as a whole for a page of products that are all spread out', async () => {
      const products = Array.from({ length: 12 }, (_, n) =>
        aProduct({ sku: `SKU-${n + 10}`, available: 100 + n, stockShards: 20 }),
      );
      for (const product of products) await shop().products.save(product, calmly);
      expect(await shop().products.list({ limit: 100 }, calmly)).toEqual({ products });
    });

    it.each([
      { from: 3, to: 1, units: [7] },
      { from: 3, to: 2, units: [4, 3] },
      { from: 2, to: 2, units: [4, 3] },
      { from: 1, to: 4, units: [2, 2, 2, 1] },
      { from: 20, to: 1, units: [7] },
    ])('is spread anew when a product goes from $from stock items to $to', async ({ from, to, units }) => {
      await save(100, from);
      await save(7, to);
      expect(await unitsOf(shop(), sku)).toEqual(units);
      expect(await shop().products.find(sku, calmly)).toEqual(aProduct({ available: 7, stockShards: to }));
    });

    it('belongs to one save when several come at the same time', async () => {
      const shardCounts = [1, 2, 3, 5, 8, 13, 20, 4];
      await Promise.all(
        shardCounts.map((shards) => retryPromptly('the product', () => save(shards * 10, shards), calmly)),
      );
      const product = await shop().products.find(sku, calmly);
      const units = await unitsOf(shop(), sku);
      expect(shardCounts).toContain(product?.stockShards);
      expect(units).toEqual(Array.from({ length: product?.stockShards ?? 0 }, () => 10));
    });
  });
};
