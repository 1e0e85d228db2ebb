import { beforeEach, describe, expect, it } from 'vitest';
import type { StockTake } from '../../../../../lib/app/ports/order-store.ts';
import { aProduct } from '../../../../builders/a-product.ts';
import { type CurrentShop, calmly, unitsOf } from '../../../../harness/shop/stored-shop.ts';

const { sku, unitPrice } = aProduct();
const dearer = { amount: unitPrice.amount + 1, currency: unitPrice.currency };

export const takeContract = (shop: CurrentShop): void => {
  describe('taking stock', () => {
    beforeEach(() => shop().products.save(aProduct({ available: 10, stockShards: 2 }), calmly));

    const take = (...takes: Partial<StockTake>[]) => {
      const whole = takes.map((facts) => ({ sku, shard: 0, quantity: 1, unitPrice, ...facts }));
      return shop().orders.commit({ take: whole }, calmly);
    };
    const refusal = { kind: 'stock', sku, shard: 0, level: { sku, shard: 0, available: 5, unitPrice } };

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

    it('adds up what is taken from one stock item', async () => {
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

    it('sells at the new price only, once a product has one', async () => {
      await shop().products.save(aProduct({ available: 10, stockShards: 2, unitPrice: dearer }), calmly);
      const level = { ...refusal.level, unitPrice: dearer };
      expect(await take({})).toEqual([{ ...refusal, level }]);
      expect(await take({ unitPrice: dearer })).toEqual([]);
    });
  });
};
