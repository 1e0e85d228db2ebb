import { describe, expect, it } from 'vitest';
import { reconcilePayments } from '../../../../lib/app/payment/reconcile-payments.ts';
import { testPaymentMethods as methods } from '../../../../lib/contract/test-payment-methods.ts';
import { aCall } from '../../../builders/a-call.ts';
import { aProduct } from '../../../builders/a-product.ts';
import { times } from '../../../harness/shop/environment.ts';
import { createShop, type Shop } from '../../../harness/shop/shop.ts';

/** A shop with so many payments whose outcome is unknown: the gateway took the money of all. */
const withUnknownPayments = async (count: number) => {
  const shop = await createShop(aProduct({ available: 2 * count }));
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const { id } = (await shop.healthy.place(`place-${n}`)).order;
    await shop.healthy.pay(id, `pay-${n}`, methods.timeoutAfterCharge);
    ids.push(id);
    shop.advance(1);
  }
  shop.advance(times.settleDelayMs);
  return { shop, ids };
};

/** One run by the shop's clock; each attempt takes 100 ms. */
const runFor = async (
  shop: Shop,
  { ms, unreadable = [] }: { ms: number; unreadable?: readonly string[] },
) => {
  const ages: number[] = [];
  const failed: string[] = [];
  const environment = shop.environment(undefined, {
    store: {
      ...shop.orders,
      findAttempt: async (orderId, number, options) => {
        if (unreadable.includes(orderId)) throw new Error('unreadable');
        shop.advance(100);
        return shop.orders.findAttempt(orderId, number, options);
      },
    },
  });
  const reconcile = reconcilePayments({
    store: shop.orders,
    settleMoney: environment.settleMoney,
    clock: shop.clock,
    drain: { clock: shop.clock, concurrency: 8, reserveMs: 0, onOldestDue: (age) => ages.push(age) },
    onFailure: ({ orderId }) => failed.push(orderId),
  });
  const result = await reconcile({ correlationId: 'run-1' }, aCall({ deadline: shop.clock() + ms }));
  return { result, ages, failed };
};

describe('reconcilePayments when many payments are unknown', () => {
  it('settles 250 of them in one run, and reports the age of the oldest', async () => {
    const { shop, ids } = await withUnknownPayments(250);
    const { result, ages } = await runFor(shop, { ms: 40_000 });
    expect(result).toEqual({ found: 250, settled: 250, failed: 0, complete: true });
    expect([ages[0], ages[1]]).toEqual([0, 250]);
    const statuses = await Promise.all(ids.map(async (id) => (await shop.orderOf(id)).status));
    expect(new Set(statuses)).toEqual(new Set(['confirmed']));
  });

  it('leaves the rest to the next run when the time is over', async () => {
    const { shop } = await withUnknownPayments(30);
    const { result } = await runFor(shop, { ms: 1_500 });
    expect(result).toMatchObject({ failed: 0, complete: false });
    expect(result.settled).toBeGreaterThan(10);
    expect(result.settled).toBeLessThan(30);
    const next = await runFor(shop, { ms: 40_000 });
    expect(next.result).toMatchObject({ settled: 30 - result.settled, complete: true });
  });

  it('is not blocked by 100 unreadable attempts at the head, in this run or a later one', async () => {
    const { shop, ids } = await withUnknownPayments(110);
    const unreadable = ids.slice(0, 100);
    const { result, failed } = await runFor(shop, { ms: 100, unreadable });
    expect(failed.toSorted()).toEqual(unreadable.toSorted());
    expect(result.settled).toBeGreaterThan(0);
    shop.advance(20_000);
    const next = await runFor(shop, { ms: 5_000, unreadable });
    expect(next.result).toMatchObject({ failed: 0, settled: 10 - result.settled });
  });
});
