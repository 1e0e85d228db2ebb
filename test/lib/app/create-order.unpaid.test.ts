import { describe, expect, it } from 'vitest';
import { findReachedLimit, type UnpaidLimitDependencies } from '../../../lib/app/unpaid-limit.ts';
import { idempotencyWindowMs } from '../../../lib/contract/idempotency.ts';
import { aCaller, anAdmin } from '../../builders/a-caller.ts';
import { audit } from '../../harness/shop/audit.ts';
import { createShop } from '../../harness/shop/shop.ts';

const ofTea = (quantity: number) => ({ items: [{ sku: 'TEA-001', quantity }] });

const limit = 3;
const refusal = { code: 'ORD-007', status: 409, details: { limit } };

/** A shop in which alice has as many unpaid orders as she may. */
const aFullShop = async (more: Partial<UnpaidLimitDependencies> = {}) => {
  const shop = await createShop();
  const failures: unknown[] = [];
  const onFailure = (reason: unknown) => failures.push(reason);
  const limits = { orders: shop.unpaidOrders, limit, timeoutMs: 1_000, onFailure, ...more };
  const { place } = shop.environment(undefined, { findReachedLimit: findReachedLimit(limits) });
  const placed = [];
  for (let n = 1; n <= limit; n += 1) placed.push(await place(`place-${n}`));
  const [first] = placed;
  if (!first) throw new Error('nothing was placed');
  return { shop, place, first, failures };
};

describe('createOrder for a customer with many unpaid orders', () => {
  it('is ORD-007, and takes no stock', async () => {
    const { shop, place } = await aFullShop();
    await expect(place('one-more')).rejects.toMatchObject(refusal);
    expect(await shop.available()).toBe(25 - 2 * limit);
    await audit(shop);
  });

  it.each([
    ['another customer', { caller: aCaller({ id: 'bob' }) }],
    ['a business customer', { caller: aCaller({ customerType: 'business' }) }],
    ['a partner', { source: 'partner' }],
    ['an admin who orders for them', { caller: anAdmin(), customerId: 'alice' }],
  ] as const)('places an order of %s', async (_, facts) => {
    const { place } = await aFullShop();
    expect((await place('one-more', facts)).statusCode).toBe(201);
  });

  it.each(['paid', 'cancelled', 'expired'])(
    'places an order under the same key once one is %s',
    async (end) => {
      const { shop, place, first } = await aFullShop();
      await expect(place('one-more')).rejects.toMatchObject(refusal);
      if (end === 'paid') await shop.healthy.pay(first.order.id, 'pay');
      if (end === 'cancelled') await shop.healthy.cancel(first.order.id, 'cancel');
      if (end === 'expired') {
        shop.advance(900_000);
        await shop.healthy.expire();
      }
      expect(await place('one-more')).toMatchObject({ statusCode: 201, replayed: false });
    },
  );

  describe('when the same request was answered before', () => {
    it('answers byte for byte as it did', async () => {
      const { place, first } = await aFullShop();
      expect(await place('place-1')).toEqual({ ...first, replayed: true });
    });

    it('is IDM-002 for other items', async () => {
      const { place } = await aFullShop();
      await expect(place('place-1', ofTea(1))).rejects.toMatchObject({ code: 'IDM-002' });
    });

    it('is ORD-007 once the key is forgotten', async () => {
      const { shop, place } = await aFullShop();
      shop.advance(idempotencyWindowMs);
      await expect(place('place-1')).rejects.toMatchObject(refusal);
    });
  });

  describe('when the unpaid orders cannot be counted', () => {
    it('places the order', async () => {
      const broken = { hasUnpaid: async () => Promise.reject(new Error('no index')) };
      const { place, failures } = await aFullShop({ orders: broken });
      expect((await place('one-more')).statusCode).toBe(201);
      expect(failures).toHaveLength(limit + 1);
    });
  });
});
