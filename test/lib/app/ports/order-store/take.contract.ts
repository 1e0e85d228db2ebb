import { beforeEach, describe, expect, it } from 'vitest';
import type { StockTake } from '../../../../../lib/app/ports/order-store.ts';
import { aProduct } from '../../../../builders/a-product.ts';
import { aStockLevel } from '../../../../builders/a-stock-level.ts';
import { editProduct } from '../../../../harness/shop/edit-product.ts';
import { type CurrentShop, calmly, unitsOf } from '../../../../harness/shop/stored-shop.ts';

const { sku, version, unitPrice } = aProduct();
const dearer = { amount: unitPrice.amount + 1, currency: unitPrice.currency };

export const takeContract = (shop: CurrentShop): void => {
  describe('taking stock', () => {
    beforeEach(() => shop().products.create(aProduct({ available: 10, stockShards: 2 }), calmly));

    const take = (...takes: Partial<StockTake>[]) => {
      const whole = takes.map((facts) => ({ sku, shard: 0, quantity: 1, version, unitPrice, ...facts }));
      return shop().orders.commit({ take: whole }, calmly);
    };
    const refusal = { kind: 'stock', sku, shard: 0, level: aStockLevel({ available: 5, stockShards: 2 }) };

    it('takes the last unit and no more', async () => {
      expect(await take({ quantity: 5 })).toEqual([]);
      expect(await unitsOf(shop(), sku)).toEqual([0, 5]);
      expect(await take({})).toEqual([{ ...refusal, level: { ...refusal.level, available: 0 } }]);
      expect(await unitsOf(shop(), sku)).toEqual([0, 5]);
    });

    it('takes from several stock items at once', async () => {
      expect(await take({ quantity: 5 }, { shard: 1, quantity: 2 })).toEqual([]);
      expect(await unitsOf(shop(), sku)).toEqual([0, 3]);
    });

    it('adds up the units that are taken from one stock item', async () => {
      expect(await take({ quantity: 2 }, { quantity: 3 })).toEqual([]);
      expect(await unitsOf(shop(), sku)).toEqual([0, 5]);
    });

    it('refuses takes that one stock item has not enough for together', async () => {
      expect(await take({ quantity: 3 }, { quantity: 3 })).toEqual([refusal]);
      expect(await unitsOf(shop(), sku)).toEqual([5, 5]);
    });

    it('refuses takes of one stock item at two prices', async () => {
      expect(await take({}, { unitPrice: dearer })).toEqual([refusal]);
      expect(await take({ unitPrice: dearer }, {})).toEqual([refusal]);
      expect(await unitsOf(shop(), sku)).toEqual([5, 5]);
    });

    it('refuses takes of one stock item as two versions', async () => {
      expect(await take({}, { version: 2 })).toEqual([refusal]);
      expect(await unitsOf(shop(), sku)).toEqual([5, 5]);
    });

    it.each([
      ['another price', { unitPrice: dearer }],
      ['another name', { name: 'Darjeeling' }],
    ])('sells as the new version only, once a product has %s', async (_, change) => {
      const product = await editProduct(shop().products, change);
      const level = { ...refusal.level, unitPrice: product.unitPrice, version: 2 };
      expect(await take({ unitPrice: product.unitPrice })).toEqual([{ ...refusal, level }]);
      expect(await take({ unitPrice: product.unitPrice, version: 2 })).toEqual([]);
      expect(await unitsOf(shop(), sku)).toEqual([4, 5]);
    });
  });
};
