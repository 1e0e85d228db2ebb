import { describe, expect, it } from 'vitest';
import { eventsOf } from '../../../../../lib/domain/order-event.ts';
import { orderCancelled, orderCreated } from '../../../../../lib/domain/order-fact.ts';
import { aCause } from '../../../../builders/a-placement.ts';
import { anOrder } from '../../../../builders/an-order.ts';
import { orderIdOf } from '../../../../builders/order-id-of.ts';
import { type CurrentShop, calmly } from '../../../../harness/shop/stored-shop.ts';

const batch = (version: number, id = anOrder().id) => {
  const order = anOrder({ id, version });
  return eventsOf(order, [orderCreated(order), orderCancelled(order, { refundDue: false })], aCause);
};

export const eventsContract = (shop: CurrentShop): void => {
  describe('the events of an order', () => {
    it('are found by ascending version, stored in any order', async () => {
      for (const version of [2, 10, 1, 100, 9]) {
        expect(await shop().orders.commit({ event: batch(version) }, calmly)).toEqual([]);
      }
      await shop().orders.commit({ event: batch(3, orderIdOf(1)) }, calmly);
      const found = await shop().orders.findEvents(anOrder().id, calmly);
      expect(found).toEqual([1, 2, 9, 10, 100].map((version) => batch(version)));
    });

    it('stay as they were written', async () => {
      await shop().orders.commit({ event: batch(1) }, calmly);
      const other = { ...batch(1), events: [] };
      expect(await shop().orders.commit({ event: other }, calmly)).toEqual([{ kind: 'order' }]);
      expect(await shop().orders.findEvents(anOrder().id, calmly)).toEqual([batch(1)]);
    });
  });
};
