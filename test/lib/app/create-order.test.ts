import { describe, expect, it } from 'vitest';
import { createMemoryCatalogueCache } from '../../../lib/adapters/memory-catalogue-cache.ts';
import { createCatalogue } from '../../../lib/app/cached-catalogue.ts';
import { type CreateOrderCommand, createOrder } from '../../../lib/app/create-order.ts';
import type { StoredResponse } from '../../../lib/contract/idempotency.ts';
import type { Order } from '../../../lib/domain/order.ts';
import type { Product } from '../../../lib/domain/product.ts';
import { aCall } from '../../builders/a-call.ts';
import { aCaller, anAdmin } from '../../builders/a-caller.ts';
import { aProduct } from '../../builders/a-product.ts';
import { orderIdOf } from '../../builders/order-id-of.ts';
import { createMemoryDatabase } from '../../doubles/memory-database.ts';
import { retryPromptly } from '../../doubles/prompt-retry.ts';
import { editProduct } from '../../harness/shop/edit-product.ts';

const options = aCall();
const now = Date.parse('2026-07-01T12:00:00.000Z');

/** A shop that sells the given products, with a catalogue that is cached as it is in production. */
const aShop = async (...products: Product[]) => {
  const database = createMemoryDatabase();
  for (const product of products) await database.products.create(product, options);
  const placed: Order[] = [];
  let drawn = 0;
  const clock = () => now;
  const create = createOrder({
    store: database.orders,
    catalogue: createCatalogue({
      cache: createMemoryCatalogueCache({ ttlMs: 60_000, maxEntries: 100, clock }),
      products: database.products,
      onCacheFailure: (reason) => {
        throw reason;
      },
    }),
    telemetry: { orderPlaced: (order) => placed.push(order), orderChanged: () => {} },
    clock,
    findReachedLimit: async () => undefined,
    retryOnConflict: retryPromptly,
    markContention: async () => {},
    newUlid: () => {
      drawn += 1;
      return orderIdOf(drawn).slice('ord_'.length);
    },
    paymentWindowMs: 900_000,
    respond: (order): StoredResponse => ({ statusCode: 201, headers: {}, body: JSON.stringify(order) }),
  });
  let claims = 0;
  const order = async (facts: Partial<CreateOrderCommand> = {}) => {
    claims += 1;
    const claim = { recordId: `record-${claims}`, fingerprint: 'same', owner: `owner-${claims}` };
    const items = [{ sku: 'TEA-001', quantity: 2 }];
    const command = { caller: aCaller(), correlationId: 'correlation-1', claim, items, ...facts };
    const { response, replayed } = await create(command, options);
    return { order: JSON.parse(response.body) as Order, replayed };
  };
  const available = async (sku = 'TEA-001') => (await database.products.find(sku, options))?.available;
  return { ...database, order, placed, available };
};

describe('createOrder', () => {
  describe('when everything is in stock', () => {
    it('stores a pending order at the catalogue’s price', async () => {
      const shop = await aShop(aProduct());
      const { order } = await shop.order({ source: 'web' });
      expect(order).toMatchObject({
        customerId: 'alice',
        status: 'pending',
        lines: [{ sku: 'TEA-001', name: 'Assam, 100 g', quantity: 2, unitPrice: aProduct().unitPrice }],
        total: { amount: 3_998, currency: 'USD' },
        source: 'web',
        customerType: 'standard',
        createdAt: '2026-07-01T12:00:00.000Z',
        expiresAt: '2026-07-01T12:15:00.000Z',
      });
      expect(await shop.orders.findOrder(order.id, options)).toEqual(order);
    });

    it('reports the order after it is stored', async () => {
      const shop = await aShop(aProduct());
      const { order } = await shop.order();
      expect(shop.placed).toEqual([order]);
    });

    it('takes the units from the stock', async () => {
      const shop = await aShop(aProduct({ available: 5 }));
      await shop.order();
      expect(await shop.available()).toBe(3);
    });

    it('comes from the API unless the client says otherwise', async () => {
      expect((await (await aShop(aProduct())).order()).order.source).toBe('api');
    });

    it('keeps the kind of customer that the token names', async () => {
      const shop = await aShop(aProduct());
      const { order } = await shop.order({ caller: aCaller({ customerType: 'business' }) });
      expect(order.customerType).toBe('business');
    });

    it('merges lines of one product', async () => {
      const shop = await aShop(aProduct(), aProduct({ sku: 'CUP-001' }));
      const { order } = await shop.order({
        items: [
          { sku: 'TEA-001', quantity: 1 },
          { sku: 'CUP-001', quantity: 1 },
          { sku: 'TEA-001', quantity: 2 },
        ],
      });
      expect(order.lines.map(({ sku, quantity }) => [sku, quantity])).toEqual([
        ['TEA-001', 3],
        ['CUP-001', 1],
      ]);
    });
  });

  describe('when the order is for another customer', () => {
    it('is theirs if an admin places it', async () => {
      const { order } = await (await aShop(aProduct())).order({ caller: anAdmin(), customerId: 'bob' });
      expect(order.customerId).toBe('bob');
    });

    it('is a standard order for every customer type of the admin', async () => {
      const caller = anAdmin({ customerType: 'business' });
      const shop = await aShop(aProduct());
      expect((await shop.order({ caller, customerId: 'bob' })).order.customerType).toBe('standard');
      expect((await shop.order({ caller, customerId: caller.id })).order.customerType).toBe('business');
    });

    it('is AUT-002 for a caller who is no admin', async () => {
      const shop = await aShop(aProduct());
      await expect(shop.order({ customerId: 'bob' })).rejects.toMatchObject({
        code: 'AUT-002',
        details: { scope: 'orders:admin' },
      });
    });

    it('is the caller’s own if the id is', async () => {
      const { order } = await (await aShop(aProduct())).order({ customerId: 'alice' });
      expect(order.customerId).toBe('alice');
    });
  });

  describe('when it cannot be placed', () => {
    it.each([
      ['has no items', [], { code: 'ORD-002', status: 400 }],
      [
        'names an unknown product',
        [
          { sku: 'TEA-001', quantity: 1 },
          { sku: 'TEA-404', quantity: 1 },
        ],
        { code: 'PRD-001', status: 422, details: { sku: 'TEA-404' } },
      ],
      [
        'asks for more than there is',
        [{ sku: 'TEA-001', quantity: 26 }],
        { code: 'ORD-004', status: 409, details: { sku: 'TEA-001', requested: 26, available: 25 } },
      ],
      [
        'asks for more than there is in two lines',
        [
          { sku: 'TEA-001', quantity: 20 },
          { sku: 'TEA-001', quantity: 20 },
        ],
        { code: 'ORD-004', details: { requested: 40, available: 25 } },
      ],
      [
        'asks for more than 999 in several lines',
        [
          { sku: 'TEA-001', quantity: 999 },
          { sku: 'TEA-001', quantity: 1 },
        ],
        { code: 'VAL-001', details: { issues: [{ path: 'items' }] } },
      ],
    ])('leaves everything as it was when it %s', async (_, items, refusal) => {
      const shop = await aShop(aProduct());
      await expect(shop.order({ items })).rejects.toMatchObject(refusal);
      expect(await shop.available()).toBe(25);
      expect(shop.placed).toEqual([]);
      const query = { customerId: 'alice', limit: 10 };
      expect(await shop.orders.listOrders(query, options)).toEqual({ orders: [] });
    });

    it('takes nothing of the other products', async () => {
      const shop = await aShop(aProduct(), aProduct({ sku: 'CUP-001', available: 0 }));
      const items = [
        { sku: 'TEA-001', quantity: 1 },
        { sku: 'CUP-001', quantity: 1 },
      ];
      await expect(shop.order({ items })).rejects.toMatchObject({ code: 'ORD-004' });
      expect(await shop.available()).toBe(25);
    });
  });

  describe('when the catalogue is out of date', () => {
    it('sells at the new price', async () => {
      const shop = await aShop(aProduct());
      await shop.order();
      await editProduct(shop.products, { unitPrice: { amount: 500, currency: 'USD' } });
      expect((await shop.order()).order.total).toEqual({ amount: 1_000, currency: 'USD' });
    });

    it('finds the units where they are now', async () => {
      const shop = await aShop(aProduct({ stockShards: 4, available: 8 }));
      await shop.order();
      await editProduct(shop.products, { stockShards: 1 });
      await shop.order();
      expect(await shop.available()).toBe(4);
    });
  });

  it('sells every unit that is spread over several stock items, and no more', async () => {
    const shop = await aShop(aProduct({ available: 10, stockShards: 4 }));
    for (let sold = 0; sold < 10; sold += 2) await shop.order();
    await expect(shop.order()).rejects.toMatchObject({ code: 'ORD-004', details: { available: 0 } });
  });

  describe('when the request was executed before', () => {
    const claim = { recordId: 'record-x', fingerprint: 'same', owner: 'owner-x' };

    it('answers as it did then, and sells nothing', async () => {
      const shop = await aShop(aProduct());
      const first = await shop.order({ claim });
      const second = await shop.order({ claim: { ...claim, owner: 'owner-y' } });
      expect(second).toEqual({ order: first.order, replayed: true });
      expect(await shop.available()).toBe(23);
      expect(shop.placed).toHaveLength(1);
    });

    it('is IDM-002 when the key belongs to another request', async () => {
      const shop = await aShop(aProduct());
      await shop.order({ claim });
      await expect(shop.order({ claim: { ...claim, fingerprint: 'other' } })).rejects.toMatchObject({
        code: 'IDM-002',
      });
    });
  });
});
