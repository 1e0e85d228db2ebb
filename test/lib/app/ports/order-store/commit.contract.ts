import { describe, expect, it } from 'vitest';
import type { OrderCommit } from '../../../../../lib/app/ports/order-store.ts';
import type { Order } from '../../../../../lib/domain/order.ts';
import { aPaymentAttempt } from '../../../../builders/a-payment-attempt.ts';
import { aPlacement } from '../../../../builders/a-placement.ts';
import { aProduct } from '../../../../builders/a-product.ts';
import { aStockLevel } from '../../../../builders/a-stock-level.ts';
import { aCompletedRecord } from '../../../../builders/an-idempotency-record.ts';
import { anOrder } from '../../../../builders/an-order.ts';
import { type CurrentShop, calmly, everythingOf, unitsOf } from '../../../../harness/shop/stored-shop.ts';

const now = anOrder().createdAt;

export const commitContract = (shop: CurrentShop): void => {
  describe('commit', () => {
    const commit = (changes: OrderCommit) => shop().orders.commit(changes, calmly);

    it('stores everything of a command at once', async () => {
      await shop().products.create(aProduct({ available: 25 }), calmly);
      const placement = aPlacement();
      const record = aCompletedRecord();
      const attempt = aPaymentAttempt();
      const changes = { ...placement, attempt: { next: attempt }, idempotency: { record, now } };
      expect(await commit(changes)).toEqual([]);
      expect(await everythingOf(shop(), ['record-1'], ['TEA-001'])).toEqual({
        order: placement.order.next,
        events: [placement.event],
        reservation: placement.reservation.next,
        attempts: [attempt, undefined],
        records: [record],
        stock: [[aStockLevel({ available: 23 })]],
      });
    });

    it('finds nothing of an order, a record or a product that is not there', async () => {
      expect(await everythingOf(shop(), ['record-1'], ['TEA-001'])).toEqual({
        order: undefined,
        events: [],
        reservation: undefined,
        attempts: [undefined, undefined],
        records: [undefined],
        stock: [[]],
      });
    });

    it('changes an item when it is as expected', async () => {
      await commit({ order: { next: anOrder() } });
      const next = anOrder({ revision: 2, payment: { attempt: 1, state: 'unknown' } });
      expect(await commit({ order: { next, expectedRevision: 1 } })).toEqual([]);
      expect(await shop().orders.findOrder(next.id, calmly)).toEqual(next);
    });

    it('removes attributes that the order no longer has', async () => {
      await commit({ order: { next: anOrder({ payment: { attempt: 1, state: 'unknown' } }) } });
      await commit({
        order: { next: anOrder({ revision: 2, payment: undefined }), expectedRevision: 1 },
      });
      expect((await shop().orders.findOrder(anOrder().id, calmly))?.payment).toBeUndefined();
    });

    it('keeps the attempts of an order apart', async () => {
      const first = aPaymentAttempt({ state: 'declined', declineReason: 'card_declined' });
      const second = aPaymentAttempt({ number: 2, intentId: 'pi_2' });
      await commit({ attempt: { next: first } });
      expect(await commit({ attempt: { next: second } })).toEqual([]);
      const { attempts } = await everythingOf(shop(), [], []);
      expect(attempts).toEqual([first, second]);
    });

    it('has nothing to store of an empty command', async () => {
      expect(await commit({})).toEqual([]);
      expect(await commit({ take: [], giveBack: [] })).toEqual([]);
    });

    it('takes as many lines as an order may have', async () => {
      const skus = Array.from({ length: 45 }, (_, n) => `SKU-${n}`);
      await Promise.all(skus.map((sku) => shop().products.create(aProduct({ sku, available: 3 }), calmly)));
      const [line] = anOrder().lines;
      const lines = line ? skus.map((sku) => ({ ...line, sku })) : [];
      const idempotency = { record: aCompletedRecord(), now };
      expect(await commit({ ...aPlacement({ lines }), idempotency })).toEqual([]);
      const units = await Promise.all(skus.map((sku) => unitsOf(shop(), sku)));
      expect(units).toEqual(skus.map(() => [1]));
    });

    it('keeps its own copies', async () => {
      const order = anOrder();
      const change = ({ lines }: Order) => {
        for (const line of lines) Object.assign(line, { quantity: 7 });
      };
      await commit({ order: { next: order } });
      change(order);
      const found = await shop().orders.findOrder(order.id, calmly);
      expect(found).toEqual(anOrder());
      if (found) change(found);
      expect(await shop().orders.findOrder(anOrder().id, calmly)).toEqual(anOrder());
    });
  });
};
