import { describe, expect, it } from 'vitest';
import type { OrderStore } from '../../../../lib/app/ports/order-store.ts';
import type { UnpaidOrdersReader } from '../../../../lib/app/ports/unpaid-orders-reader.ts';
import type { Order } from '../../../../lib/domain/order.ts';
import { orderStatuses } from '../../../../lib/domain/order-status.ts';
import { anOrder } from '../../../builders/an-order.ts';
import { orderIdOf } from '../../../builders/order-id-of.ts';
import { calmly } from '../../../harness/shop/calmly.ts';

interface Database {
  readonly orders: OrderStore;
  readonly unpaidOrders: UnpaidOrdersReader;
}

/** Cases of every UnpaidOrdersReader. @param create makes an empty one, and the orders that it counts. */
export const unpaidOrdersContract = (create: () => Promise<Database>): void => {
  describe('UnpaidOrdersReader', () => {
    const place = async (...placed: Partial<Order>[]) => {
      const { orders, unpaidOrders } = await create();
      for (const [n, facts] of placed.entries()) {
        await orders.commit({ order: { next: anOrder({ id: orderIdOf(n), ...facts }) } }, calmly);
      }
      return unpaidOrders;
    };

    it('finds none of a customer without orders', async () => {
      const unpaid = await place({ customerId: 'bob' }, { customerId: 'alice#open' });
      expect(await unpaid.hasUnpaid('alice', 1, calmly)).toBe(false);
    });

    it('counts the pending orders of that customer alone', async () => {
      const ofAlice = orderStatuses.map((status) => ({ status }));
      const unknown = { payment: { attempt: 1, state: 'unknown' } } as const;
      const unpaid = await place(...ofAlice, unknown, { customerId: 'bob' });
      expect(await unpaid.hasUnpaid('alice', 2, calmly)).toBe(true);
      expect(await unpaid.hasUnpaid('alice', 3, calmly)).toBe(false);
    });

    it('finds more than it asks for', async () => {
      const unpaid = await place({}, {}, {});
      expect(await unpaid.hasUnpaid('alice', 2, calmly)).toBe(true);
      expect(await unpaid.hasUnpaid('alice', 4, calmly)).toBe(false);
    });
  });
};
