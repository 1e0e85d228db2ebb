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
import { createShop } from '../../harness/shop/shop.ts';

describe('expireOrders', () => {
  it('ends an order whose time is up, gives its units back and tells of it', async () => {
    const { shop, stage: id } = await withOrder();
    shop.advance(times.paymentWindowMs);
    expect(await shop.healthy.expire()).toEqual({ found: 1, expired: 1 });
    expect(await shop.orderOf(id)).toMatchObject({ status: 'expired', version: 2 });
    expect(await shop.available()).toBe(25);
    expect((await shop.orders.findReservation(id, calmly))?.state).toBe('EXPIRED');
    expect(await shop.eventsOf(id)).toEqual(['order.created', 'order.expired']);
    expect(shop.told.changed.map(({ status }) => status)).toEqual(['expired']);
    await audit(shop);
  });

  it('leaves an order alone that has a millisecond left', async () => {
    const { shop, stage: id } = await withOrder();
    shop.advance(times.paymentWindowMs - 1);
    expect(await shop.healthy.expire()).toEqual({ found: 0, expired: 0 });
    expect((await shop.orderOf(id)).status).toBe('pending');
  });

  it('leaves a paid order alone', async () => {
    const { shop, stage: id } = await withPaidOrder();
    shop.advance(times.paymentWindowMs);
    expect(await shop.healthy.expire()).toEqual({ found: 0, expired: 0 });
    expect((await shop.orderOf(id)).status).toBe('confirmed');
  });

  it('ends an order whose payment was declined', async () => {
    const { shop, stage: id } = await withOrder();
    await expect(shop.healthy.pay(id, 'pay', methods.declined)).rejects.toThrow();
    shop.advance(times.paymentWindowMs);
    expect(await shop.healthy.expire()).toEqual({ found: 1, expired: 1 });
    await audit(shop);
  });

  it('leaves an order alone whose payment began since the list was made', async () => {
    const { shop, stage: id } = await withOrder();
    shop.advance(times.paymentWindowMs - 1);
    const behind = shop.environment(async (name, call) => {
      if (name !== 'listExpired') return call();
      await shop.healthy.pay(id, 'pay', methods.timeoutAfterCharge);
      shop.advance(1);
      return [id] as never;
    });
    expect(await behind.expire()).toEqual({ found: 1, expired: 0 });
    expect((await shop.orderOf(id)).status).toBe('pending');
  });

  it('ends the oldest first, a batch at a time, and the rest in the next run', async () => {
    const shop = await createShop(aProduct({ available: 10 }));
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) {
      ids.push((await shop.healthy.place(`place-${n}`)).order.id);
      shop.advance(1_000);
    }
    shop.advance(times.paymentWindowMs);
    const { orders: store, clock } = shop;
    const telemetry = { orderPlaced: () => {}, orderChanged: () => {} };
    const expire = expireOrders({
      store,
      clock,
      telemetry,
      retryOnConflict: retryPromptly,
      batchSize: 3,
      onFailure: () => {},
    });
    expect(await expire({ correlationId: 'run-1' }, calmly)).toEqual({ found: 3, expired: 3 });
    const expired = await shop.orders.listOrders(
      { customerId: 'alice', status: 'expired', limit: 9 },
      calmly,
    );
    expect(expired.orders.map(({ id }) => id).reverse()).toEqual(ids.slice(0, 3));
    expect(await expire({ correlationId: 'run-2' }, calmly)).toEqual({ found: 2, expired: 2 });
  });

  it('goes on with the other orders when one cannot be ended', async () => {
    const { shop, stage: id } = await withOrder();
    await shop.healthy.place('place-2');
    shop.advance(times.paymentWindowMs);
    let broken = false;
    const flaky = shop.environment(async (name, call) => {
      if (name === 'commit' && !broken) {
        broken = true;
        throw new Error('broken');
      }
      return call();
    });
    expect(await flaky.expire()).toEqual({ found: 2, expired: 1 });
    expect(shop.told.failures).toEqual([new Error('broken')]);
    expect((await shop.orderOf(id)).status).toBe('pending');
    await shop.recover();
    expect((await shop.orderOf(id)).status).toBe('expired');
  });

  it('begins with no order any more when its time is up', async () => {
    const { shop } = await withOrder();
    shop.advance(times.paymentWindowMs);
    const { orders: store, clock } = shop;
    const telemetry = { orderPlaced: () => {}, orderChanged: () => {} };
    const expire = expireOrders({
      store,
      clock,
      telemetry,
      retryOnConflict: retryPromptly,
      batchSize: 3,
      onFailure: () => {},
    });
    const result = await expire({ correlationId: 'run-1' }, aCall({ signal: AbortSignal.abort() }));
    expect(result).toEqual({ found: 1, expired: 0 });
  });
});
