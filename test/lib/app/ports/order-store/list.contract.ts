import { describe, expect, it } from 'vitest';
import type { OrderListQuery, StatusListQuery } from '../../../../../lib/app/ports/order-store.ts';
import type { Order } from '../../../../../lib/domain/order.ts';
import type { OrderStatus } from '../../../../../lib/domain/order-status.ts';
import { anOrder } from '../../../../builders/an-order.ts';
import { orderIdOf } from '../../../../builders/order-id-of.ts';
import { type CurrentShop, calmly } from '../../../../harness/shop/stored-shop.ts';

export const listContract = (shop: CurrentShop): void => {
  describe('listOrders', () => {
    const place = (...placed: Partial<Order>[]) =>
      Promise.all(placed.map((facts) => shop().orders.commit({ order: { next: anOrder(facts) } }, calmly)));
    const list = (query: Partial<OrderListQuery> = {}) =>
      shop().orders.listOrders({ customerId: 'alice', limit: 100, ...query }, calmly);
    const idsOf = async (query: Partial<OrderListQuery>) => (await list(query)).orders.map(({ id }) => id);

    /** Ids of all pages, each going on where the one before says. */
    const pages = async (query: Partial<OrderListQuery>): Promise<string[][]> => {
      const seen: string[][] = [];
      let after: string | undefined;
      do {
        const page = await list({ ...query, after });
        seen.push(page.orders.map(({ id }) => id));
        after = page.nextAfter;
      } while (after !== undefined && seen.length < 100);
      return seen;
    };

    it('is empty for a customer without orders', async () => {
      await place({ customerId: 'bob' });
      expect(await list()).toEqual({ orders: [] });
    });

    it('has the whole orders of that customer alone, newest first', async () => {
      const [first, second, third] = [1, 2, 3].map((n) => anOrder({ id: orderIdOf(n) }));
      await place({ ...second }, { ...third }, { ...first });
      await place({ id: orderIdOf(4), customerId: 'alice2' });
      expect(await list()).toEqual({ orders: [third, second, first] });
    });

    it.each([1, 2, 3, 4, 5, 6])('has every order once in pages of %i', async (limit) => {
      await place(...[1, 2, 3, 4, 5].map((n) => ({ id: orderIdOf(n) })));
      const seen = await pages({ limit });
      expect(seen.flat()).toEqual([5, 4, 3, 2, 1].map(orderIdOf));
      expect(seen).toHaveLength(Math.ceil(5 / limit));
    });

    it('continues after an order that does not exist', async () => {
      await place({ id: orderIdOf(1) }, { id: orderIdOf(3) });
      expect(await idsOf({ after: orderIdOf(2) })).toEqual([orderIdOf(1)]);
    });

    it('has a cursor only when there are more orders', async () => {
      await place({ id: orderIdOf(1) }, { id: orderIdOf(2) });
      expect(await list({ limit: 2 })).not.toHaveProperty('nextAfter');
      expect(await list({ limit: 1 })).toMatchObject({ nextAfter: orderIdOf(2) });
    });

    describe('when asked for a status', () => {
      const statuses: OrderStatus[] = ['pending', 'shipped', 'cancelled'];
      const placeMany = () =>
        place(
          ...Array.from({ length: 30 }, (_, n) => ({
            id: orderIdOf(n),
            status: statuses[n % 3] ?? 'expired',
          })),
        );
      const shipped = [28, 25, 22, 19, 16, 13, 10, 7, 4, 1].map(orderIdOf);

      it('has only orders with it', async () => {
        await placeMany();
        expect(await idsOf({ status: 'shipped' })).toEqual(shipped);
        expect(await list({ status: 'delivered' })).toEqual({ orders: [] });
      });

      it.each([1, 3, 4, 10])('fills pages of %i', async (limit) => {
        await placeMany();
        const seen = await pages({ status: 'shipped', limit });
        expect(seen.flat()).toEqual(shipped);
        expect(seen.slice(0, -1).every((page) => page.length === limit)).toBe(true);
        expect(seen).toHaveLength(Math.ceil(shipped.length / limit));
      });

      it('follows a change of status', async () => {
        await place({ id: orderIdOf(1) });
        const next = anOrder({ id: orderIdOf(1), status: 'cancelled', revision: 2 });
        await shop().orders.commit({ order: { next, expectedRevision: 1 } }, calmly);
        expect(await list({ status: 'pending' })).toEqual({ orders: [] });
        expect(await list({ status: 'cancelled' })).toEqual({ orders: [next] });
      });
    });
  });

  describe('listOrdersByStatus', () => {
    const place = (...placed: Partial<Order>[]) =>
      Promise.all(placed.map((facts) => shop().orders.commit({ order: { next: anOrder(facts) } }, calmly)));
    const list = (query: Partial<StatusListQuery> = {}) =>
      shop().orders.listOrdersByStatus({ status: 'pending', limit: 100, ...query }, calmly);

    it('has the whole orders of all customers with the status, oldest first', async () => {
      const [first, second] = [1, 2].map((n) => anOrder({ id: orderIdOf(n), customerId: `customer-${n}` }));
      await place({ ...second }, { id: orderIdOf(3), status: 'expired' }, { ...first });
      expect(await list()).toEqual({ orders: [first, second] });
      expect(await list({ status: 'shipped' })).toEqual({ orders: [] });
    });

    it.each([1, 7, 30])('has every order once in pages of %i', async (limit) => {
      const ids = Array.from({ length: 30 }, (_, n) => orderIdOf(n));
      await place(...ids.map((id, n) => ({ id, customerId: `customer-${n % 3}` })));
      const seen: string[][] = [];
      let after: string | undefined;
      do {
        const page = await list({ limit, after });
        seen.push(page.orders.map(({ id }) => id));
        after = page.nextAfter;
      } while (after !== undefined && seen.length < 100);
      expect(seen.flat()).toEqual(ids);
      expect(seen).toHaveLength(Math.ceil(30 / limit));
    });
  });
};
