import { describe, expect, it } from 'vitest';
import { anOrder } from '../../../../builders/an-order.ts';
import { orderIdOf } from '../../../../builders/order-id-of.ts';
import { type CurrentShop, calmly } from '../../../../harness/shop/stored-shop.ts';

const paymentTry = {
  customerId: 'alice',
  windowStart: '2026-07-01T12:00:00.000Z',
  windowEnd: '2026-07-01T13:00:00.000Z',
  limit: 2,
};

export const paymentTriesContract = (shop: CurrentShop): void => {
  const attempt = (facts: Partial<typeof paymentTry> = {}, id = orderIdOf(1)) =>
    shop().orders.commit(
      { order: { next: anOrder({ id }) }, paymentTry: { ...paymentTry, ...facts } },
      calmly,
    );

  describe('tries to pay', () => {
    it('are refused with the whole command beyond the limit of the customer', async () => {
      for (const n of [1, 2]) expect(await attempt({}, orderIdOf(n))).toEqual([]);
      expect(await attempt({}, orderIdOf(3))).toEqual([{ kind: 'payment-try' }]);
      expect(await shop().orders.findOrder(orderIdOf(3), calmly)).toBeUndefined();
    });

    it('do not count when something else refuses them', async () => {
      await attempt({ limit: 2 });
      expect(await attempt()).toEqual([{ kind: 'order' }]);
      expect(await attempt({}, orderIdOf(2))).toEqual([]);
    });

    it('count by customer and window', async () => {
      await attempt({ limit: 1 });
      expect(await attempt({ limit: 1, customerId: 'bob' }, orderIdOf(2))).toEqual([]);
      const later = { limit: 1, windowStart: '2026-07-01T13:00:00.000Z' };
      expect(await attempt(later, orderIdOf(3))).toEqual([]);
    });

    it('are accepted concurrently up to the limit', async () => {
      const results = await Promise.all([1, 2, 3, 4].map((n) => attempt({}, orderIdOf(n))));
      expect(results.filter((failures) => failures.length === 0)).toHaveLength(2);
    });
  });
};
