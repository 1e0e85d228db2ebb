import { beforeEach, describe, expect, it } from 'vitest';
import { testPaymentMethods as methods } from '../../../../lib/contract/test-payment-methods.ts';
import { aCall } from '../../../builders/a-call.ts';
import { times } from '../../../harness/shop/environment.ts';
import { createShop, type Shop } from '../../../harness/shop/shop.ts';

const windowMs = 900_000;

describe('a payment that its customer has to authenticate', () => {
  let shop: Shop;
  let id: string;
  beforeEach(async () => {
    shop = await createShop();
    ({
      order: { id },
    } = await shop.healthy.place('place'));
  });
  const pay = (key = 'pay', method: string = methods.authenticationRequired) =>
    shop.healthy.pay(id, key, method);
  const intentOf = async (attempt = 1) =>
    (await shop.orders.findAttempt(id, attempt, aCall()))?.intentId ?? '';
  const stateOf = async (attempt = 1) => (await shop.orders.findAttempt(id, attempt, aCall()))?.state;
  const authenticate = async (outcome: 'succeeded' | 'failed') =>
    shop.gateway.authenticate(await intentOf(), outcome);
  const view = async () => {
    const { status, payment } = await shop.healthy.get(id);
    return [status, payment?.status];
  };

  it('is answered with 202 and the secret', async () => {
    const { statusCode, body } = await pay();
    expect([statusCode, JSON.parse(body)]).toMatchObject([
      202,
      { status: 'pending', payment: { status: 'requires_action', clientSecret: 'pi_1_secret_1' } },
    ]);
  });

  it('leaves the secret in the stored answer only', async () => {
    await pay();
    const [order, attempt, events] = await Promise.all([
      shop.orders.findOrder(id, aCall()),
      shop.orders.findAttempt(id, 1, aCall()),
      shop.orders.findEvents(id, aCall()),
    ]);
    const elsewhere = JSON.stringify([order, attempt, events, shop.told, await shop.healthy.get(id)]);
    expect(elsewhere).not.toContain('secret');
    expect(JSON.stringify(await shop.orders.findRecord('pay', aCall()))).toContain('pi_1_secret_1');
  });

  it('is replayed byte for byte, also when it is paid', async () => {
    const first = await pay();
    await authenticate('succeeded');
    await shop.healthy.wake(id, await intentOf());
    expect(await pay()).toEqual({ ...first, replayed: true });
    expect(shop.charges()).toHaveLength(1);
  });

  it('confirms the order once the customer has authenticated it', async () => {
    await pay();
    expect(await view()).toEqual(['pending', 'requires_action']);
    await authenticate('succeeded');
    await shop.healthy.wake(id, await intentOf());
    expect(await view()).toEqual(['confirmed', 'paid']);
  });

  it('confirms the order without a webhook, by the reconciler', async () => {
    await pay();
    await authenticate('succeeded');
    shop.advance(times.settleDelayMs);
    await shop.healthy.reconcile();
    expect(await view()).toEqual(['confirmed', 'paid']);
  });

  it('is declined when the customer fails, and can take no money after that', async () => {
    await pay();
    await authenticate('failed');
    await shop.healthy.wake(id, await intentOf());
    expect(await view()).toEqual(['pending', 'declined']);
    expect(await shop.gateway.retrieve(await intentOf(), aCall())).toEqual({ status: 'cancelled' });
    expect((await shop.eventsOf(id)).at(-1)).toBe('order.payment-failed');
  });

  it('waits for the customer while the order can be paid', async () => {
    await pay();
    for (let waited = 0; waited < windowMs; waited += windowMs / 10) {
      await shop.healthy.reconcile();
      await shop.healthy.expire();
      expect(await view()).toEqual(['pending', 'requires_action']);
      shop.advance(windowMs / 10);
    }
  });

  it('is cancelled at the gateway before the order expires', async () => {
    await pay();
    shop.advance(windowMs);
    await shop.healthy.reconcile();
    await shop.healthy.expire();
    expect(await shop.gateway.retrieve(await intentOf(), aCall())).toEqual({ status: 'cancelled' });
    expect((await view())[0]).toBe('expired');
    expect(await shop.available()).toBe(25);
  });

  it('confirms an order that its customer authenticates before the expiry job runs', async () => {
    await pay();
    shop.advance(windowMs);
    await authenticate('succeeded');
    await shop.healthy.reconcile();
    await shop.healthy.expire();
    expect(await view()).toEqual(['confirmed', 'paid']);
  });

  it('is cancelled at the gateway when the order is cancelled', async () => {
    await pay();
    expect((await shop.healthy.cancel(id, 'cancel')).order.status).toBe('cancelled');
    expect(await shop.gateway.retrieve(await intentOf(), aCall())).toEqual({ status: 'cancelled' });
    expect(await stateOf()).toBe('not_charged');
  });

  it('is refunded when the customer pays while the order is cancelled and the gateway is down', async () => {
    await pay();
    const down = { ...shop.gateway, retrieve: () => Promise.reject(new Error('down')) };
    await shop.environment(undefined, { gateway: down }).cancel(id, 'cancel');
    await authenticate('succeeded');
    shop.advance(60_000);
    await shop.recover();
    expect((await view())[0]).toBe('cancelled');
    expect(shop.refunds()).toHaveLength(1);
  });

  it('gives way to another card', async () => {
    await pay();
    const { statusCode } = await pay('another', methods.succeeds);
    expect([statusCode, ...(await view())]).toEqual([200, 'confirmed', 'paid']);
    expect([await stateOf(1), await stateOf(2)]).toEqual(['not_charged', 'succeeded']);
    expect(shop.charges()).toHaveLength(1);
  });

  it('does not give way to a repetition of its own request that read its record too early', async () => {
    let first: ReturnType<typeof pay> | undefined;
    const early = shop.environment(async (call, run) => {
      if (call === 'findOrder') {
        first ??= pay();
        await first;
      }
      return run();
    });
    const repeated = await early.pay(id, 'pay', methods.authenticationRequired);
    expect(repeated).toEqual({ ...(await first), replayed: true });
    expect(await stateOf()).toBe('unknown');
    expect(await view()).toEqual(['pending', 'requires_action']);
  });

  it('is charged once when the customer pays with another card after having authenticated', async () => {
    await pay();
    await authenticate('succeeded');
    await expect(pay('another', methods.succeeds)).rejects.toMatchObject({ code: 'ORD-003' });
    expect(shop.charges()).toHaveLength(1);
    expect(await view()).toEqual(['confirmed', 'paid']);
  });

  it('is cancelled when the customer never received its secret', async () => {
    const silent = shop.environment((call, run) => {
      if (call !== 'confirm') return run();
      return run().then(() => Promise.reject(new Error('no answer')));
    });
    await silent.pay(id, 'pay', methods.authenticationRequired);
    shop.advance(times.settleDelayMs);
    await shop.healthy.reconcile();
    expect(await stateOf()).toBe('not_charged');
    expect((await pay('again', methods.succeeds)).statusCode).toBe(200);
  });
});
