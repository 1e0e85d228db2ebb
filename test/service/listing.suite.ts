import { beforeAll, describe, expect, it } from 'vitest';
import { orderListSchema } from '../../lib/contract/schemas/order-schemas.ts';
import '../harness/problem.ts';
import type { Order } from '../../client/src/order-service-client.ts';
import { indexesCaughtUp } from '../harness/dynamodb/indexes-caught-up.ts';
import type { CurrentService } from '../harness/service/running-service.ts';
import { adminScope, businessShopper, type Shopper, shopper, stock } from '../harness/service/shopper.ts';

const orderCount = 250;

export const listing = (service: CurrentService): void => {
  describe('the list of orders', () => {
    let lisa: Shopper;
    let bob: Shopper;
    let placed: readonly Order[];
    beforeAll(async () => {
      [lisa, bob] = await Promise.all([businessShopper(service(), 'lisa'), shopper(service(), 'bob')]);
      await stock(service(), 'LIST-001', 1_000);
      await bob.placed('LIST-001');
      placed = await Promise.all(Array.from({ length: orderCount }, () => lisa.placed('LIST-001')));
      await Promise.all(placed.slice(0, 3).map(({ id }) => lisa.cancel(id)));
      await indexesCaughtUp();
    });

    const list = (query: Readonly<Record<string, string>>, who = lisa) => who.send('list-orders', { query });
    const page = async (query: Readonly<Record<string, string>>, who = lisa) =>
      orderListSchema.parse((await list(query, who)).json());

    /** All pages, one after the other. */
    const pages = async (query: Readonly<Record<string, string>>) => {
      const found = [await page(query)];
      for (let cursor = found[0]?.nextCursor; cursor !== undefined; cursor = found.at(-1)?.nextCursor) {
        found.push(await page({ ...query, cursor }));
      }
      return found.map(({ items }) => items);
    };
    const idsOf = (orders: readonly Order[]) => orders.map(({ id }) => id).sort();

    it('gives every order exactly once, newest first, over all its pages', async () => {
      const found = await pages({ limit: '60' });
      expect(found.map(({ length }) => length)).toEqual([60, 60, 60, 60, 10]);
      const orders = found.flat();
      expect(idsOf(orders)).toEqual(idsOf(placed));
      const created = orders.map(({ createdAt }) => createdAt);
      expect(created).toEqual(created.toSorted().reverse());
    });

    it('gives no order twice that was there when the first page was, while new ones come', async () => {
      const first = await page({ limit: '100' });
      const newOrder = await lisa.placed('LIST-001');
      const second = await page({ limit: '100', cursor: first.nextCursor ?? '' });
      const third = await page({ limit: '100', cursor: second.nextCursor ?? '' });
      const orders = [first, second, third].flatMap(({ items }) => items);
      expect(idsOf(orders)).toEqual(idsOf(placed));
      await lisa.cancel(newOrder.id);
    });

    it('gives 20 unless asked for more, at most 100', async () => {
      expect((await page({})).items).toHaveLength(20);
      expect((await page({ limit: '1' })).items).toHaveLength(1);
      expect((await page({ limit: '100' })).items).toHaveLength(100);
    });

    it.each(['0', '101', '-1', '1.5', 'ten', '', '1,1'])('refuses a limit of "%s"', async (limit) => {
      expect(await list({ limit })).toBeProblem(400, 'VAL-001');
    });

    it('gives those of one status only', async () => {
      const cancelled = (await pages({ status: 'cancelled', limit: '2' })).flat();
      expect(cancelled.map(({ status }) => status)).toEqual(cancelled.map(() => 'cancelled'));
      expect(idsOf(cancelled)).toEqual(expect.arrayContaining(idsOf(placed.slice(0, 3))));
      expect((await page({ status: 'delivered' })).items).toEqual([]);
      expect(await list({ status: 'lost' })).toBeProblem(400, 'VAL-001');
    });

    it('gives a customer their own orders, and an admin those of the requested customer', async () => {
      expect((await page({}, bob)).items.map(({ customerId }) => customerId)).toEqual(['bob']);
      expect(await list({ customerId: 'bob' })).toBeProblem(403, 'AUT-002');
      const admin = await shopper(service(), 'adam', adminScope);
      expect((await page({ customerId: 'bob' }, admin)).items).toHaveLength(1);
      expect((await page({}, admin)).items).toEqual([]);
    });

    describe('when a cursor is altered', () => {
      const cursorOf = async (query: Readonly<Record<string, string>>) =>
        (await page(query)).nextCursor ?? '';

      it('refuses one with another filter', async () => {
        const cursor = await cursorOf({ limit: '1' });
        expect(await list({ limit: '1', status: 'pending', cursor })).toBeProblem(400, 'VAL-001');
      });

      it('refuses one with any character changed', async () => {
        const cursor = await cursorOf({ limit: '1' });
        const places = Array.from({ length: 8 }, (_, index) => Math.floor((index * cursor.length) / 8));
        for (const place of places) {
          const other = cursor[place] === 'A' ? 'B' : 'A';
          const changed = `${cursor.slice(0, place)}${other}${cursor.slice(place + 1)}`;
          expect(await list({ limit: '1', cursor: changed })).toBeProblem(400, 'VAL-001');
        }
      });

      it.each(['x', 'A'.repeat(500), '../../etc/passwd', '\u0000', '💥'])('refuses "%s"', async (cursor) => {
        expect(await list({ cursor })).toBeProblem(400, 'VAL-001');
      });
    });
  });
};
