import { beforeEach, describe, expect, it } from 'vitest';
import type { OrderCommit } from '../../../../../lib/app/ports/order-store.ts';
import { aPlacement } from '../../../../builders/a-placement.ts';
import { aProduct } from '../../../../builders/a-product.ts';
import { aReservation } from '../../../../builders/a-reservation.ts';
import { aStockLevel } from '../../../../builders/a-stock-level.ts';
import { anOrder } from '../../../../builders/an-order.ts';
import { editProduct } from '../../../../harness/shop/edit-product.ts';
import { type CurrentShop, calmly, unitsOf } from '../../../../harness/shop/stored-shop.ts';

const { sku, version, unitPrice } = aProduct();

export const giveBackContract = (shop: CurrentShop): void => {
  describe('giving stock back', () => {
    beforeEach(() => shop().products.create(aProduct({ available: 10, stockShards: 2 }), calmly));

    const commit = (changes: OrderCommit) => shop().orders.commit(changes, calmly);
    const back = (shard: number, quantity: number) => ({ sku, shard, quantity });

    it('puts units back where they came from', async () => {
      expect(await commit({ giveBack: [back(0, 1), back(1, 2)] })).toEqual([]);
      expect(await unitsOf(shop(), sku)).toEqual([6, 7]);
    });

    it('adds up the units that return to one stock item', async () => {
      expect(await commit({ giveBack: [back(0, 1), back(0, 2)] })).toEqual([]);
      expect(await unitsOf(shop(), sku)).toEqual([8, 5]);
    });

    it('takes units of a stock item before it returns others to it', async () => {
      const take = (quantity: number) => [{ sku, shard: 0, quantity, version, unitPrice }];
      expect(await commit({ take: take(5), giveBack: [back(0, 3)] })).toEqual([]);
      expect(await unitsOf(shop(), sku)).toEqual([3, 5]);
      const level = aStockLevel({ available: 3, stockShards: 2 });
      expect(await commit({ take: take(4), giveBack: [back(0, 9)] })).toEqual([
        { kind: 'stock', sku, shard: 0, level },
      ]);
      expect(await unitsOf(shop(), sku)).toEqual([3, 5]);
    });

    it('gives the units of a reservation back once, however often it is tried', async () => {
      await commit({ ...aPlacement(), take: [] });
      const release = {
        reservation: { next: aReservation({ state: 'RELEASED' }), expectedState: 'HELD' },
        giveBack: [back(0, 2)],
      } satisfies OrderCommit;
      const results = await Promise.all([commit(release), commit(release), commit(release)]);
      expect(results.filter((failures) => failures.length === 0)).toHaveLength(1);
      expect(results.flat()).toEqual([{ kind: 'reservation' }, { kind: 'reservation' }]);
      expect(await unitsOf(shop(), sku)).toEqual([7, 5]);
    });

    describe('when the product has fewer stock items by now', () => {
      beforeEach(() => editProduct(shop().products, { stockShards: 1 }));

      it('puts the units on the first one', async () => {
        const order = { next: anOrder() };
        expect(await commit({ order, giveBack: [back(0, 1), back(1, 2), back(3, 4)] })).toEqual([]);
        expect(await unitsOf(shop(), sku)).toEqual([17]);
        expect(await shop().orders.findOrder(anOrder().id, calmly)).toEqual(anOrder());
      });

      it('returns the units at every price of the product', async () => {
        const free = { amount: 0, currency: 'USD' } as const;
        await editProduct(shop().products, { unitPrice: free });
        expect(await commit({ giveBack: [back(1, 2)] })).toEqual([]);
        expect(await shop().orders.findStock(sku, calmly)).toEqual([
          aStockLevel({ available: 12, unitPrice: free, version: 2 }),
        ]);
      });

      it('moves nothing when another condition fails', async () => {
        await commit({ order: { next: anOrder() } });
        expect(await commit({ order: { next: anOrder() }, giveBack: [back(1, 2)] })).toEqual([
          { kind: 'order' },
        ]);
        expect(await unitsOf(shop(), sku)).toEqual([10]);
      });
    });

    it('stores the rest when there is no such product', async () => {
      const giveBack = [{ ...back(0, 1), sku: 'CUP-001' }, { ...back(5, 1), sku: 'MUG-001' }, back(1, 1)];
      expect(await commit({ order: { next: anOrder() }, giveBack })).toEqual([]);
      expect(await shop().orders.findOrder(anOrder().id, calmly)).toEqual(anOrder());
      expect(await unitsOf(shop(), sku)).toEqual([5, 6]);
      expect(await unitsOf(shop(), 'CUP-001')).toEqual([]);
    });

    it('returns nothing when all products are gone', async () => {
      expect(await commit({ giveBack: [{ ...back(2, 1), sku: 'CUP-001' }] })).toEqual([]);
      expect(await shop().products.find('CUP-001', calmly)).toBeUndefined();
    });
  });
};
