import { describe, expect, it } from 'vitest';
import type { ProductChange } from '../../../../../lib/domain/product.ts';
import { aProduct } from '../../../../builders/a-product.ts';
import { retryPromptly } from '../../../../doubles/prompt-retry.ts';
import { editProduct } from '../../../../harness/shop/edit-product.ts';
import { type CurrentShop, calmly, unitsOf } from '../../../../harness/shop/stored-shop.ts';

const { sku, version, unitPrice } = aProduct();

export const shardsContract = (shop: CurrentShop): void => {
  describe('the stock of a product', () => {
    const create = (available: number, stockShards: number) =>
      shop().products.create(aProduct({ available, stockShards }), calmly);

    it('is spread over its stock items, by ascending shard, at the price of the product', async () => {
      await create(25, 12);
      const levels = await shop().orders.findStock(sku, calmly);
      expect(levels.map(({ shard }) => shard)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
      expect(levels.map(({ available }) => available)).toEqual([3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2]);
      for (const level of levels) expect(level).toMatchObject({ sku, version, unitPrice });
    });

    it('is the sum of all its stock items', async () => {
      await create(10, 3);
      const take = [{ sku, shard: 1, quantity: 2, version, unitPrice }];
      await shop().orders.commit({ take }, calmly);
      const product = aProduct({ available: 8, stockShards: 3, initialStock: 10 });
      expect(await shop().products.find(sku, calmly)).toEqual(product);
    });

    it('is listed as a whole for a page of products that are all spread out', async () => {
      const products = Array.from({ length: 12 }, (_, n) =>
        aProduct({ sku: `SKU-${n + 10}`, available: 100 + n, stockShards: 20 }),
      );
      for (const product of products) await shop().products.create(product, calmly);
      expect(await shop().products.list({ limit: 100 }, calmly)).toEqual({ products });
    });

    it.each([
      { from: 3, to: 1, units: [7] },
      { from: 3, to: 2, units: [5, 2] },
      { from: 1, to: 4, units: [4, 1, 1, 1] },
      { from: 2, to: 3, units: [2, 3, 2] },
      { from: 20, to: 1, units: [7] },
    ])('moves when a product goes from $from stock items to $to', async ({ from, to, units }) => {
      await create(7, from);
      const product = await editProduct(shop().products, { stockShards: to });
      expect(await unitsOf(shop(), sku)).toEqual(units);
      expect(await shop().products.find(sku, calmly)).toEqual(product);
      expect(product).toEqual({ ...aProduct({ available: 7, stockShards: to }), version });
    });

    it('stays as it is when name and price of the product change', async () => {
      await create(7, 3);
      await editProduct(shop().products, { name: 'Darjeeling', unitPrice: { amount: 5, currency: 'USD' } });
      expect(await unitsOf(shop(), sku)).toEqual([3, 2, 2]);
    });

    it('loses no unit when several change its stock items at the same time', async () => {
      await create(100, 1);
      const edit = (change: ProductChange) =>
        retryPromptly('the product', () => editProduct(shop().products, change), calmly);
      await Promise.all([2, 20, 3, 13, 5].map((stockShards) => edit({ stockShards })));
      const product = await shop().products.find(sku, calmly);
      const units = await unitsOf(shop(), sku);
      expect(units).toHaveLength(product?.stockShards ?? 0);
      expect(product).toMatchObject({ available: 100, version });
      await edit({ stockShards: 1 });
      expect(await unitsOf(shop(), sku)).toEqual([100]);
    });
  });
};
