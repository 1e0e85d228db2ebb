import { describe, expect, it } from 'vitest';
import { expireOrders } from '../../../lib/app/expire-orders.ts';
import { testPaymentMethods as methods } from '../../../lib/contract/test-payment-methods.ts';
import { aCall } from '../../builders/a-call.ts';
import { aProduct } from '../../builders/a-product.ts';
import { retryPromptly } from '../../doubles/prompt-retry.ts';
import { audit } from '../../harness/shop/audit.ts';
import { calmly } from '../../harness/shop/calmly.ts';
import { withOrder, withPaidOrder } from '../../harness/shop/crash.ts';
import { times } from '../../harness/shop/environment.ts';
import { createShop, type Shop } from '../../harness/shop/shop.ts';

describe('expireOrders', () => {
  it('expires an unpaid order after its payment window, returns its units and publishes an event', async () => {
    const { shop, stage: id } = await withOrder();
    shop.advance(times.paymentWindowMs);
    expect(await shop.healthy.expire()).toMatchObject({ found: 1, expired: 1 });
    expect(await shop.orderOf(id)).toMatchObject({ status: 'expired', version: 2 });
    expect(await shop.available()).toBe(25);
    expect((await shop.orders.findReservation(id, calmly))?.state).toBe('EXPIRED');
    expect(await shop.eventsOf(id)).toEqual(['order.created', 'order.expired']);
    expect(shop.told.changed.map(({ status }) => status)).toEqual(['expired']);
    await audit(shop);
  });

  it('skips an order with a millisecond left', async () => {
    const { shop, stage: id } = await withOrder();
    shop.advance(times.paymentWindowMs - 1);
    expect(await shop.healthy.expire()).toMatchObject({ found: 0, expired: 0 });
    expect((await shop.orderOf(id)).status).toBe('pending');
  });

  it('skips a paid order', async () => {
    const { shop, stage: id } = await withPaidOrder();
    shop.advance(times.paymentWindowMs);
    expect(await shop.healthy.expire()).toMatchObject({ found: 0, expired: 0 });
    expect((await shop.orderOf(id)).status).toBe('confirmed');
  });

  it('ends an order whose payment was declined', async () => {
    const { shop, stage: id } = await withOrder();
    await expect(shop.healthy.pay(id, 'pay', methods.declined)).rejects.toThrow();
    shop.advance(times.paymentWindowMs);
    expect(await shop.healthy.expire()).toMatchObject({ found: 1, expired: 1 });
    await audit(shop);
  });

  it('skips an order whose payment began since the list was read', async () => {
    const { shop, stage: id } = await withOrder();
    shop.advance(times.paymentWindowMs - 1);
    const behind = shop.environment(async (name, call) => {
      if (name !== 'listDue') return call();
      await shop.healthy.pay(id, 'pay', methods.timeoutAfterCharge);
      shop.advance(1);
      return [{ work: 'EXPIRY', orderId: id, dueSince: '2026-07-01T12:15:00.000Z' }] as never;
    });
    expect(await behind.expire()).toMatchObject({ found: 1, expired: 0 });
    expect((await shop.orderOf(id)).status).toBe('pending');
  });

  it('continues with the other orders when one cannot be ended', async () => {
    const { shop, stage: id } = await withOrder();
    const { order: other } = await shop.healthy.place('place-2');
    const statuses = async () =>
      (await Promise.all([id, other.id].map(shop.orderOf))).map(({ status }) => status).sort();
    shop.advance(times.paymentWindowMs);
    let broken = false;
    const flaky = shop.environment(async (name, call) => {
      if (name === 'commit' && !broken) {
        broken = true;
        throw new Error('broken');
      }
      return call();
    });
    expect(await flaky.expire()).toMatchObject({ found: 2, expired: 1 });
    expect(shop.told.failures).toEqual([new Error('broken')]);
    expect(await statuses()).toEqual(['expired', 'pending']);
    await shop.recover();
    expect(await statuses()).toEqual(['expired', 'expired']);
  });

  it('reports an order without a reservation as failed', async () => {
    const { shop } = await withOrder();
    shop.advance(times.paymentWindowMs);
    const incomplete = shop.environment(async (name, call) =>
      name === 'findReservation' ? (undefined as never) : call(),
    );
    expect(await incomplete.expire()).toMatchObject({ expired: 0, failed: 1 });
  });

  describe('when many orders are due', () => {
    /** A shop with so many unpaid orders whose time is up. */
    const withDueOrders = async (count: number) => {
      const shop = await createShop(aProduct({ available: 2 * count }));
      const ids: string[] = [];
      for (let n = 0; n < count; n += 1) {
        ids.push((await shop.healthy.place(`place-${n}`)).order.id);
        shop.advance(1);
      }
      shop.advance(times.paymentWindowMs);
      return { shop, ids };
    };

    /** One run by the shop's clock; each order takes 100 ms. */
    const runFor = (shop: Shop, { ms, unreadable = [] }: { ms: number; unreadable?: readonly string[] }) => {
      const ages: number[] = [];
      const expire = expireOrders({
        store: {
          ...shop.orders,
          findOrder: async (orderId, options) => {
            if (unreadable.includes(orderId)) throw new Error('unreadable');
            shop.advance(100);
            return shop.orders.findOrder(orderId, options);
          },
        },
        clock: shop.clock,
        telemetry: { orderPlaced: () => {}, orderChanged: () => {} },
        retryOnConflict: retryPromptly,
        drain: { clock: shop.clock, concurrency: 5, reserveMs: 0, onOldestDue: (age) => ages.push(age) },
        onFailure: () => {},
      });
      const run = expire({ correlationId: 'run-1' }, aCall({ deadline: shop.clock() + ms }));
      return run.then((result) => ({ ...result, ages }));
    };

    it('ends 250 of them in one run, and reports the age of the oldest', async () => {
      const { shop } = await withDueOrders(250);
      const { ages, ...result } = await runFor(shop, { ms: 40_000 });
      expect(result).toEqual({ found: 250, expired: 250, failed: 0, complete: true });
      expect([ages[0], ages[1]]).toEqual([0, 250]);
      expect(await shop.available()).toBe(500);
    });

    it('ends the oldest first, and the rest in the next run, when the time is over', async () => {
      const { shop, ids } = await withDueOrders(30);
      const result = await runFor(shop, { ms: 1_500 });
      expect(result).toMatchObject({ complete: false, failed: 0 });
      expect(result.expired).toBeGreaterThan(10);
      expect(result.expired).toBeLessThan(21);
      const status = async (id: string) => (await shop.orderOf(id)).status;
      expect(await Promise.all(ids.slice(0, 10).map(status))).not.toContain('pending');
      expect(await runFor(shop, { ms: 40_000 })).toMatchObject({
        expired: 30 - result.expired,
        complete: true,
      });
    });

    it('starts none when the time is over before', async () => {
      const { shop } = await withDueOrders(1);
      expect(await runFor(shop, { ms: 0 })).toMatchObject({ found: 0, complete: false });
    });

    it('is not blocked by 100 unreadable orders at the head, in this run or a later one', async () => {
      const { shop, ids } = await withDueOrders(110);
      const unreadable = ids.slice(0, 100);
      const { expired, failed } = await runFor(shop, { ms: 100, unreadable });
      expect(failed).toBe(100);
      expect(expired).toBeGreaterThan(0);
      shop.advance(20_000);
      expect(await runFor(shop, { ms: 5_000, unreadable })).toMatchObject({
        failed: 0,
        expired: 10 - expired,
      });
    });

    it('puts off an order that fails, for longer each time, without a change of its age', async () => {
      const { shop, ids } = await withDueOrders(1);
      const attempts: number[] = [];
      const due = shop.clock();
      for (let minute = 0; minute < 60; minute += 1) {
        const { failed, ages } = await runFor(shop, { ms: 1_000, unreadable: ids });
        if (failed === 0) expect(ages).toEqual([0]);
        else attempts.push(Math.round((ages.at(-1) ?? 0) / 60_000));
        shop.advance(60_000);
      }
      expect(shop.clock() - due).toBe(3_600_000);
      expect(attempts).toEqual([0, 1, 3, 7, 15, 25, 35, 45, 55]);
    });
  });
});
