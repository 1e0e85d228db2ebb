import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHmacCursorCodec } from '../../../lib/adapters/crypto/hmac-cursor-codec.ts';
import { type ListOrdersQuery, listOrders } from '../../../lib/app/list-orders.ts';
import { invalidCursor } from '../../../lib/contract/schemas/list-query-schemas.ts';
import type { Order } from '../../../lib/domain/order.ts';
import { orderStatuses } from '../../../lib/domain/order-status.ts';
import { aCaller, anAdmin } from '../../builders/a-caller.ts';
import { anOrder } from '../../builders/an-order.ts';
import { orderIdOf } from '../../builders/order-id-of.ts';
import { aSecret } from '../../doubles/a-secret.ts';
import { createMemoryDatabase } from '../../doubles/memory-database.ts';
import { calmly } from '../../harness/shop/calmly.ts';

/** Lists of a store with these orders, which get their ids in this order. */
const aList = async (...facts: Partial<Order>[]) => {
  const { orders: store } = createMemoryDatabase();
  for (const [n, fact] of facts.entries()) {
    await store.commit({ order: { next: anOrder({ id: orderIdOf(n), ...fact }) } }, calmly);
  }
  const list = listOrders({ store, cursors: createHmacCursorCodec(aSecret('a key of tests')) });
  return (query: Partial<ListOrdersQuery> = {}) => list({ caller: aCaller(), limit: 10, ...query }, calmly);
};

const idsIn = ({ orders }: { readonly orders: readonly Order[] }) => orders.map(({ id }) => id);
const bob = aCaller({ id: 'bob' });

describe('listOrders', () => {
  it('lists only the orders of the caller, newest first', async () => {
    const list = await aList({}, { customerId: 'bob' }, {});
    expect(await list()).toEqual({
      orders: [anOrder({ id: orderIdOf(2) }), anOrder({ id: orderIdOf(0) })],
    });
  });

  it('lists those with a status', async () => {
    const list = await aList({}, { status: 'shipped' }, { status: 'shipped', customerId: 'bob' });
    expect(idsIn(await list({ status: 'shipped' }))).toEqual([orderIdOf(1)]);
    expect(await list({ status: 'expired' })).toEqual({ orders: [] });
  });

  it('lists every order once at each page size', async () => {
    const shops = fc.record({
      statuses: fc.array(fc.constantFrom(...orderStatuses), { maxLength: 25 }),
      status: fc.option(fc.constantFrom(...orderStatuses), { nil: undefined }),
      limit: fc.integer({ min: 1, max: 8 }),
    });
    await fc.assert(
      fc.asyncProperty(shops, async ({ statuses, status, limit }) => {
        const list = await aList(...statuses.map((each) => ({ status: each })));
        const listed: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await list({ status, limit, cursor });
          expect(page.orders.length).toBeLessThanOrEqual(limit);
          if (page.nextCursor !== undefined) expect(page.orders).toHaveLength(limit);
          listed.push(...idsIn(page));
          cursor = page.nextCursor;
        } while (cursor !== undefined);
        const wanted = statuses.flatMap((each, n) =>
          status === undefined || each === status ? [orderIdOf(n)] : [],
        );
        expect(listed).toEqual(wanted.reverse());
      }),
      { numRuns: 50 },
    );
  });

  it('continues behind its place although newer orders were placed', async () => {
    const { orders: store } = createMemoryDatabase();
    const list = listOrders({ store, cursors: createHmacCursorCodec(aSecret('a key of tests')) });
    const add = (n: number) => store.commit({ order: { next: anOrder({ id: orderIdOf(n) }) } }, calmly);
    for (const n of [1, 2, 3]) await add(n);
    const first = await list({ caller: aCaller(), limit: 2 }, calmly);
    await add(4);
    const second = await list({ caller: aCaller(), limit: 2, cursor: first.nextCursor }, calmly);
    expect([...idsIn(first), ...idsIn(second)]).toEqual([3, 2, 1].map(orderIdOf));
  });

  describe('when the cursor is of another list', () => {
    const full = [{}, {}, {}, { customerId: 'bob' }, { customerId: 'bob' }] as const;
    const refusal = {
      code: 'VAL-001',
      details: { issues: [{ path: 'cursor', message: invalidCursor }] },
    };

    it.each<[string, Partial<ListOrdersQuery>]>([
      ['another caller', { caller: bob }],
      ['an admin who lists their own', { caller: anAdmin() }],
      ['an admin who lists the same customer', { caller: anAdmin(), customerId: 'alice' }],
      ['a filter', { status: 'pending' }],
    ])('is VAL-001 for %s', async (_, query) => {
      const list = await aList(...full);
      const { nextCursor: cursor } = await list({ limit: 1 });
      expect(cursor).toBeDefined();
      await expect(list({ ...query, limit: 1, cursor })).rejects.toMatchObject(refusal);
    });

    it('is VAL-001 for an admin with the cursor of another customer', async () => {
      const list = await aList(...full);
      const { nextCursor: cursor } = await list({ caller: anAdmin(), customerId: 'alice', limit: 1 });
      const query = { caller: anAdmin(), customerId: 'bob', limit: 1, cursor };
      await expect(list(query)).rejects.toMatchObject(refusal);
    });

    it('continues with another size of the page', async () => {
      const list = await aList(...full);
      const { nextCursor: cursor } = await list({ limit: 1 });
      expect(idsIn(await list({ limit: 2, cursor }))).toEqual([orderIdOf(1), orderIdOf(0)]);
    });

    it.each(['', 'x', orderIdOf(1)])('is VAL-001 for %j, which is no cursor', async (cursor) => {
      const list = await aList(...full);
      await expect(list({ cursor })).rejects.toMatchObject(refusal);
    });
  });

  describe('when it is for another customer', () => {
    it('lists the orders of that customer for an admin', async () => {
      const list = await aList({}, { customerId: 'bob' });
      expect(idsIn(await list({ caller: anAdmin(), customerId: 'bob' }))).toEqual([orderIdOf(1)]);
    });

    it('lists the admin’s own orders without a customer', async () => {
      const list = await aList({}, { customerId: 'root' });
      expect(idsIn(await list({ caller: anAdmin() }))).toEqual([orderIdOf(1)]);
    });

    it('is AUT-002 for a caller who is no admin', async () => {
      const list = await aList({ customerId: 'bob' });
      await expect(list({ customerId: 'bob' })).rejects.toMatchObject({
        code: 'AUT-002',
        details: { scope: 'orders:admin' },
      });
    });

    it('lists the caller’s own orders when they name themselves', async () => {
      expect(idsIn(await (await aList({}))({ customerId: 'alice' }))).toEqual([orderIdOf(0)]);
    });
  });

  describe('when it is for all customers', () => {
    const mixed = [{}, { customerId: 'bob' }, { status: 'shipped' }, { customerId: 'root' }] as const;
    const everybody = { caller: anAdmin(), allCustomers: 'true', status: 'pending' } as const;

    it('lists those with a status, oldest first, in pages', async () => {
      const list = await aList(...mixed);
      const first = await list({ ...everybody, limit: 2 });
      expect(idsIn(first)).toEqual([orderIdOf(0), orderIdOf(1)]);
      const second = await list({ ...everybody, limit: 2, cursor: first.nextCursor });
      expect([idsIn(second), second.nextCursor]).toEqual([[orderIdOf(3)], undefined]);
    });

    it.each<[string, Partial<ListOrdersQuery>]>([
      ['with a status', {}],
      ['without one', { status: undefined }],
      ['of themselves', { customerId: 'alice' }],
    ])('is AUT-002 for a customer, %s', async (_, query) => {
      const list = await aList(...mixed);
      await expect(list({ ...everybody, caller: aCaller(), ...query })).rejects.toMatchObject({
        code: 'AUT-002',
        details: { scope: 'orders:admin' },
      });
    });

    it.each<[string, Partial<ListOrdersQuery>]>([
      ['status', { status: undefined }],
      ['customerId', { customerId: 'alice' }],
    ])('is VAL-001 for an admin who gives a wrong %s', async (path, query) => {
      const list = await aList(...mixed);
      await expect(list({ ...everybody, ...query })).rejects.toMatchObject({
        code: 'VAL-001',
        details: { issues: [{ path }] },
      });
    });

    it.each<[string, Partial<ListOrdersQuery>]>([
      ['another admin', { caller: anAdmin({ id: 'root2' }) }],
      ['another status', { status: 'shipped' }],
      ['the admin’s own orders', { allCustomers: undefined }],
    ])('is VAL-001 for a cursor with %s', async (_, query) => {
      const list = await aList(...mixed);
      const { nextCursor: cursor } = await list({ ...everybody, limit: 1 });
      const refusal = { code: 'VAL-001', details: { issues: [{ path: 'cursor' }] } };
      await expect(list({ ...everybody, ...query, limit: 1, cursor })).rejects.toMatchObject(refusal);
    });
  });
});
