import { describe, expect, it } from 'vitest';
import type { PaymentGateway } from '../../../../lib/app/ports/payment-gateway.ts';
import { dependencyUnavailable } from '../../../../lib/contract/errors/factories.ts';
import { testPaymentMethods as methods } from '../../../../lib/contract/test-payment-methods.ts';
import { calmly } from '../../../harness/shop/calmly.ts';
import { withOrder } from '../../../harness/shop/crash.ts';
import type { Shop } from '../../../harness/shop/shop.ts';

const aShop = async () => {
  const { shop, stage: id } = await withOrder();
  return { shop, id, attempt: (number = 1) => shop.orders.findAttempt(id, number, calmly) };
};

/** A gateway that cannot be reached by one of its methods. */
const unreachable = (shop: Shop, method: keyof PaymentGateway): PaymentGateway => ({
  ...shop.gateway,
  [method]: async () => {
    throw dependencyUnavailable('payment-gateway', 1);
  },
});

describe('payOrder', () => {
  describe('when the money is taken', () => {
    it('confirms the order, keeps its stock, and reports it once', async () => {
      const { shop, id, attempt } = await aShop();
      const answer = await shop.healthy.pay(id, 'pay');
      expect(answer).toMatchObject({
        statusCode: 200,
        replayed: false,
        order: { status: 'confirmed', version: 2 },
      });
      expect(shop.charges()).toEqual([
        expect.objectContaining({ orderId: id, amount: 3_998, currency: 'USD' }),
      ]);
      expect(await attempt()).toMatchObject({
        number: 1,
        state: 'succeeded',
        paymentMethod: methods.succeeds,
      });
      expect((await shop.orders.findReservation(id, calmly))?.state).toBe('HELD');
      expect(await shop.eventsOf(id)).toEqual(['order.created', 'order.confirmed']);
      expect(shop.told.changed.map(({ status }) => status)).toEqual(['confirmed']);
    });

    it('answers a repeated request byte for byte, also when the order has moved on', async () => {
      const { shop, id } = await aShop();
      const first = await shop.healthy.pay(id, 'pay');
      await shop.healthy.ship(id);
      const second = await shop.healthy.pay(id, 'pay');
      expect(second).toEqual({ ...first, replayed: true });
      expect(shop.charges()).toHaveLength(1);
    });
  });

  describe('when the payment is declined', () => {
    it('is ORD-005 with the gateway’s reason, and the order still waits', async () => {
      const { shop, id, attempt } = await aShop();
      await expect(shop.healthy.pay(id, 'pay', methods.insufficientFunds)).rejects.toMatchObject({
        code: 'ORD-005',
        status: 402,
        details: { reason: 'insufficient_funds' },
      });
      expect(await shop.orderOf(id)).toMatchObject({ status: 'pending', payment: { state: 'failed' } });
      expect(await attempt()).toMatchObject({ state: 'declined', declineReason: 'insufficient_funds' });
      expect(await shop.eventsOf(id)).toEqual(['order.created', 'order.payment-failed']);
    });

    it('can be paid with another key', async () => {
      const { shop, id } = await aShop();
      await expect(shop.healthy.pay(id, 'pay', methods.declined)).rejects.toThrow();
      expect(await shop.healthy.pay(id, 'pay-2')).toMatchObject({ statusCode: 200 });
      expect(shop.charges()).toHaveLength(1);
      expect(await shop.eventsOf(id)).toEqual(['order.created', 'order.payment-failed', 'order.confirmed']);
    });
  });

  describe.each([
    ['after the money was taken', methods.timeoutAfterCharge],
    ['before the money was taken', methods.timeoutBeforeCharge],
  ])('when the gateway stops answering %s', (_, method) => {
    it('answers 202 with the unknown payment, and schedules the next check', async () => {
      const { shop, id, attempt } = await aShop();
      const answer = await shop.healthy.pay(id, 'pay', method);
      expect(answer).toMatchObject({
        statusCode: 202,
        order: { status: 'pending', payment: { status: 'unknown' } },
      });
      expect(await attempt()).toMatchObject({ state: 'unknown', retryAt: '2026-07-01T12:00:02.000Z' });
    });

    it('charges nothing more for another key', async () => {
      const { shop, id, attempt } = await aShop();
      await shop.healthy.pay(id, 'pay', method);
      const charged = shop.charges().length;
      expect(await shop.healthy.pay(id, 'pay-2')).toMatchObject({ statusCode: 202, replayed: false });
      expect(shop.charges()).toHaveLength(charged);
      expect(await attempt(2)).toBeUndefined();
    });

    it('answers the same for the same key', async () => {
      const { shop, id } = await aShop();
      await shop.healthy.pay(id, 'pay', method);
      expect(await shop.healthy.pay(id, 'pay', method)).toMatchObject({
        statusCode: 202,
        order: { status: 'pending', payment: { status: 'unknown' } },
      });
    });
  });

  it('still answers that the outcome is unknown, for the same key, when the order was cancelled before it was known', async () => {
    const { shop, id } = await aShop();
    await shop.healthy.pay(id, 'pay', methods.timeoutAfterCharge);
    await shop.healthy.cancel(id, 'cancel');
    expect(await shop.healthy.pay(id, 'pay', methods.timeoutAfterCharge)).toMatchObject({
      statusCode: 202,
      order: { status: 'cancelled', payment: { status: 'unknown' } },
    });
    await shop.recover();
    await expect(shop.healthy.pay(id, 'pay', methods.timeoutAfterCharge)).rejects.toMatchObject({
      code: 'ORD-003',
      details: { from: 'cancelled', to: 'confirmed' },
    });
  });

  describe('when a payment with an unknown outcome was settled', () => {
    it('is paid for the same key if the money was taken', async () => {
      const { shop, id } = await aShop();
      await shop.healthy.pay(id, 'pay', methods.timeoutAfterCharge);
      await shop.recover();
      const answer = await shop.healthy.pay(id, 'pay', methods.timeoutAfterCharge);
      expect(answer).toMatchObject({ statusCode: 200, order: { status: 'confirmed' } });
      expect(shop.charges()).toHaveLength(1);
    });

    it('charges again for the same key if no money was taken', async () => {
      const { shop, id, attempt } = await aShop();
      await shop.healthy.pay(id, 'pay', methods.timeoutBeforeCharge);
      await shop.recover();
      expect(await attempt()).toMatchObject({ state: 'not_charged' });
      expect(await shop.healthy.pay(id, 'pay', methods.timeoutBeforeCharge)).toMatchObject({
        statusCode: 202,
      });
      expect(await attempt(2)).toMatchObject({ state: 'unknown' });
    });

    it('shows the order as it is, also when it is settled while the request is judged', async () => {
      const { shop, id } = await aShop();
      await shop.healthy.pay(id, 'pay', methods.timeoutAfterCharge);
      shop.advance(60_000);
      const late = shop.environment(async (name, call) => {
        if (name === 'findAttempt') await shop.healthy.reconcile();
        return call();
      });
      const answer = await late.pay(id, 'pay', methods.timeoutAfterCharge);
      expect(answer).toMatchObject({ statusCode: 200, order: { status: 'confirmed' } });
    });

    it('does not mark an answer as replayed that is not', async () => {
      const { shop, id } = await aShop();
      const first = await shop.healthy.pay(id, 'pay', methods.timeoutAfterCharge);
      const second = await shop.healthy.pay(id, 'pay', methods.timeoutAfterCharge);
      await shop.recover();
      const third = await shop.healthy.pay(id, 'pay', methods.timeoutAfterCharge);
      for (const { body, replayed } of [second, third]) expect(!replayed || body === first.body).toBe(true);
    });
  });

  describe.each(['create', 'confirm'] as const)('when the gateway cannot be reached to %s', (method) => {
    it('is SYS-002, and the same key pays when it can be reached again', async () => {
      const { shop, id, attempt } = await aShop();
      const down = shop.environment(undefined, { gateway: unreachable(shop, method) });
      await expect(down.pay(id, 'pay')).rejects.toMatchObject({ code: 'SYS-002', retryAfterSeconds: 1 });
      expect(await attempt()).toMatchObject({ state: 'not_charged' });
      expect(await shop.healthy.pay(id, 'pay')).toMatchObject({ statusCode: 200, replayed: false });
      expect(shop.charges()).toHaveLength(1);
      expect(await shop.eventsOf(id)).toEqual(['order.created', 'order.confirmed']);
    });
  });

  it('is SYS-002 and stores nothing while the circuit of the gateway is open, and answers repeated requests', async () => {
    const { shop, id, attempt } = await aShop();
    const assertGatewayAvailable = async () => {
      throw dependencyUnavailable('payment-gateway', 4);
    };
    const commits: string[] = [];
    const refused = shop.environment(
      (name, call) => {
        if (name === 'commit') commits.push(name);
        return call();
      },
      { assertGatewayAvailable },
    );
    await expect(refused.pay(id, 'pay')).rejects.toMatchObject({ code: 'SYS-002', retryAfterSeconds: 4 });
    expect([commits, await attempt()]).toEqual([[], undefined]);
    const paid = await shop.healthy.pay(id, 'pay');
    expect(await refused.pay(id, 'pay')).toEqual({ ...paid, replayed: true });
    await expect(refused.pay(id, 'pay-2')).rejects.toMatchObject({ code: 'ORD-003' });
  });

  it('is SYS-002 when the payment was cancelled at the gateway, and the same key pays again', async () => {
    const { shop, id } = await aShop();
    const gateway: PaymentGateway = {
      ...shop.gateway,
      confirm: (payment, options) => shop.gateway.cancel(payment.intentId, options),
    };
    await expect(shop.environment(undefined, { gateway }).pay(id, 'pay')).rejects.toMatchObject({
      code: 'SYS-002',
    });
    expect(await shop.healthy.pay(id, 'pay')).toMatchObject({ statusCode: 200, replayed: false });
  });

  describe('when the order cannot be paid', () => {
    it('is ORD-003 once its time is up, whether or not it was swept', async () => {
      const { shop, id } = await aShop();
      shop.advance(900_000);
      const refusal = { code: 'ORD-003', details: { from: 'expired', to: 'confirmed' } };
      await expect(shop.healthy.pay(id, 'pay')).rejects.toMatchObject(refusal);
      await shop.healthy.expire();
      await expect(shop.healthy.pay(id, 'pay-2')).rejects.toMatchObject(refusal);
      expect(shop.gateway.ledger()).toEqual([]);
    });

    it('is ORD-001 for another customer’s order', async () => {
      const { shop } = await aShop();
      const refusal = { code: 'ORD-001', status: 404 };
      await expect(shop.healthy.pay('ord_01JZ8X9K7M0000000000000999', 'pay')).rejects.toMatchObject(refusal);
    });
  });

  it('takes the money in the last moment of the order’s time, however long it takes', async () => {
    const { shop, id } = await aShop();
    shop.advance(899_999);
    const slow = shop.environment(async (name, call) => {
      if (name === 'confirm') {
        shop.advance(10_000);
        await shop.healthy.expire();
      }
      return call();
    });
    expect(await slow.pay(id, 'pay')).toMatchObject({ statusCode: 200, order: { status: 'confirmed' } });
  });

  it('is IDM-002 for a key that belongs to another payment method', async () => {
    const { shop, id } = await aShop();
    await shop.healthy.pay(id, 'pay');
    await expect(shop.healthy.pay(id, 'pay', methods.declined)).rejects.toMatchObject({ code: 'IDM-002' });
  });
});
