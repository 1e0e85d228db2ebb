import { describe, expect, it } from 'vitest';
import type { PaymentGateway } from '../../../../lib/app/ports/payment-gateway.ts';
import { dependencyUnavailable } from '../../../../lib/contract/errors/factories.ts';
import { testPaymentMethods as methods } from '../../../../lib/contract/test-payment-methods.ts';
import { waitAfter } from '../../../../lib/domain/settling.ts';
import { audit } from '../../../harness/shop/audit.ts';
import { calmly } from '../../../harness/shop/calmly.ts';
import { withOrder } from '../../../harness/shop/crash.ts';
import { times } from '../../../harness/shop/environment.ts';
import { createFault, settled } from '../../../harness/shop/faults.ts';
import type { Shop } from '../../../harness/shop/shop.ts';

/** A shop whose order was paid with the answer "unknown"; the reconciler may ask now. */
const unknown = async (method: string) => {
  const { shop, stage: id } = await withOrder();
  await shop.healthy.pay(id, 'pay', method);
  shop.advance(times.settleDelayMs);
  return { shop, id, attempt: () => shop.orders.findAttempt(id, 1, calmly) };
};

/** A shop whose request for a payment died at the named call. */
const died = async (call: 'create' | 'confirm', when: 'before' | 'after') => {
  const { shop, stage: id } = await withOrder();
  const { intercept, struck } = createFault(`dies ${when}`, 1);
  const environment = shop.environment((name, make) => (name === call ? intercept(name, make) : make()));
  void environment.pay(id, 'pay');
  await struck.then(settled);
  shop.advance(times.leaseMs);
  return { shop, id, attempt: () => shop.orders.findAttempt(id, 1, calmly) };
};

const statusOf = async (shop: Shop, id: string) => (await shop.orderOf(id)).status;

describe('reconcilePayments', () => {
  it('confirms the order when the money was taken', async () => {
    const { shop, id, attempt } = await unknown(methods.timeoutAfterCharge);
    expect(await shop.healthy.reconcile()).toMatchObject({ found: 1, settled: 1 });
    expect(await statusOf(shop, id)).toBe('confirmed');
    expect(await attempt()).toMatchObject({ state: 'succeeded' });
    expect(await shop.eventsOf(id)).toEqual(['order.created', 'order.confirmed']);
    await audit(shop);
  });

  it('makes the order payable again when the money was not taken', async () => {
    const { shop, id, attempt } = await unknown(methods.timeoutBeforeCharge);
    expect(await shop.healthy.reconcile()).toMatchObject({ found: 1, settled: 1 });
    expect(await attempt()).toMatchObject({ state: 'not_charged' });
    expect(await shop.healthy.pay(id, 'pay-2')).toMatchObject({ statusCode: 200 });
    await audit(shop);
  });

  it('cancels a payment at the gateway that was never confirmed, so that no later call can take the money', async () => {
    const { shop, attempt } = await unknown(methods.timeoutBeforeCharge);
    await shop.healthy.reconcile();
    const intentId = (await attempt())?.intentId ?? '';
    expect(await shop.gateway.retrieve(intentId, calmly)).toEqual({ status: 'cancelled', unconfirmed: true });
  });

  it('waits for a payment that the gateway has not decided, and for no longer', async () => {
    const { shop, id } = await unknown(methods.processing);
    expect(await shop.healthy.reconcile()).toMatchObject({ found: 1, settled: 0 });
    shop.advance(waitAfter(1));
    expect(await shop.healthy.reconcile()).toMatchObject({ found: 1, settled: 1 });
    expect(await statusOf(shop, id)).toBe('confirmed');
  });

  it.each([
    ['create', 'before', 'pending'],
    ['create', 'after', 'pending'],
    ['confirm', 'before', 'pending'],
    ['confirm', 'after', 'confirmed'],
  ] as const)(
    'settles the attempt of a request that died at %s, %s its effect: %s',
    async (call, when, status) => {
      const { shop, id } = await died(call, when);
      expect(await shop.healthy.reconcile()).toMatchObject({ found: 1, settled: 1 });
      expect(await statusOf(shop, id)).toBe(status);
      await audit(shop);
    },
  );

  it('skips a request that is still running', async () => {
    const { shop } = await died('confirm', 'after');
    shop.advance(-1);
    expect(await shop.healthy.reconcile()).toMatchObject({ found: 0, settled: 0 });
  });

  it('skips a running request that a stale list contains', async () => {
    const { shop, id, attempt } = await died('confirm', 'after');
    shop.advance(-1);
    const before = await attempt();
    const dueSince = before?.leaseUntil;
    const behind = shop.environment(async (name, call) =>
      name === 'listDue' ? ([{ work: 'PAYMENT', orderId: id, attempt: 1, dueSince }] as never) : call(),
    );
    expect(await behind.reconcile()).toMatchObject({ found: 1, settled: 0 });
    expect(await attempt()).toEqual(before);
  });

  it('skips a settled payment', async () => {
    const { shop, stage: id } = await withOrder();
    await shop.healthy.pay(id, 'pay');
    shop.advance(times.leaseMs);
    expect(await shop.healthy.reconcile()).toMatchObject({ found: 0, settled: 0 });
  });

  it('leaves an order unexpired until its payment is settled', async () => {
    const { shop, id } = await unknown(methods.timeoutBeforeCharge);
    shop.advance(times.paymentWindowMs);
    expect(await shop.healthy.expire()).toMatchObject({ found: 0, expired: 0 });
    await shop.healthy.reconcile();
    expect(await shop.healthy.expire()).toMatchObject({ found: 1, expired: 1 });
    expect(await statusOf(shop, id)).toBe('expired');
    await audit(shop);
  });

  it('confirms a paid order though its time is up', async () => {
    const { shop, id } = await unknown(methods.timeoutAfterCharge);
    shop.advance(times.paymentWindowMs);
    await shop.healthy.expire();
    await shop.healthy.reconcile();
    expect(await statusOf(shop, id)).toBe('confirmed');
  });

  it('gives the money back when the order was cancelled meanwhile', async () => {
    const { shop, id, attempt } = await unknown(methods.timeoutAfterCharge);
    await shop.healthy.cancel(id, 'cancel');
    expect(await shop.healthy.reconcile()).toMatchObject({ found: 1, settled: 1 });
    expect(await attempt()).toMatchObject({ state: 'succeeded' });
    expect(shop.refunds()).toHaveLength(1);
    await audit(shop);
  });

  it('continues with the other payments when one cannot be settled', async () => {
    const { shop, id } = await unknown(methods.timeoutAfterCharge);
    const other = (await shop.healthy.place('place-2')).order.id;
    await shop.healthy.pay(other, 'pay-2', methods.timeoutAfterCharge);
    shop.advance(times.settleDelayMs);
    const lost = (await shop.orders.findAttempt(id, 1, calmly))?.intentId;
    const gateway: PaymentGateway = {
      ...shop.gateway,
      retrieve: async (intentId, options) => {
        if (intentId === lost) throw dependencyUnavailable('payment-gateway', 1);
        return shop.gateway.retrieve(intentId, options);
      },
    };
    expect(await shop.environment(undefined, { gateway }).reconcile()).toMatchObject({
      found: 2,
      settled: 1,
    });
    expect(shop.told.failures).toEqual([expect.objectContaining({ code: 'SYS-002' })]);
    expect(await statusOf(shop, other)).toBe('confirmed');
    await shop.recover();
    expect(await statusOf(shop, id)).toBe('confirmed');
  });

  it('asks the gateway once when two of it run at the same time', async () => {
    const { shop } = await unknown(methods.timeoutAfterCharge);
    let asked = 0;
    const counting = () =>
      shop.environment((name, call) => {
        if (name === 'retrieve') asked += 1;
        return call();
      });
    const runs = await Promise.all([counting().reconcile(), counting().reconcile()]);
    expect(runs.map(({ settled: done }) => done).sort()).toEqual([0, 1]);
    expect(asked).toBe(1);
  });

  it('charges nothing behind a late request’s back, which wrote the payment’s id down in between', async () => {
    const { shop, stage: id } = await withOrder();
    const [write, confirm] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let commits = 0;
    const late = shop.environment(async (name, call) => {
      if (name === 'commit') commits += 1;
      if (name === 'commit' && commits === 2) await write.promise;
      if (name === 'confirm') await confirm.promise;
      return call();
    });
    const paying = late.pay(id, 'pay');
    await settled();
    shop.advance(times.leaseMs);
    const reconciler = shop.environment(async (name, call) => {
      if (name === 'commit') {
        write.resolve();
        await settled();
      }
      return call();
    });
    await reconciler.reconcile();
    confirm.resolve();
    await paying;
    await shop.recover();
    await audit(shop);
  });
});
