import { describe, expect, it } from 'vitest';
import { testPaymentMethods as methods } from '../../../../lib/contract/test-payment-methods.ts';
import { waitAfter } from '../../../../lib/domain/settling.ts';
import { audit } from '../../../harness/shop/audit.ts';
import { calmly } from '../../../harness/shop/calmly.ts';
import { withOrder, withPaidOrder } from '../../../harness/shop/crash.ts';
import { oweRefundAsBefore } from '../../../harness/shop/earlier-version.ts';
import { times } from '../../../harness/shop/environment.ts';
import type { Shop } from '../../../harness/shop/shop.ts';

const usd = (amount: number) => ({ amount, currency: 'USD' }) as const;

const paidWith = async (method: string) => {
  const opened = await withOrder();
  await opened.shop.healthy.pay(opened.stage, 'pay', method);
  return opened;
};

/** The refunds of an order as a client sees them. */
const shownBy = async (shop: Shop, id: string) => (await shop.healthy.get(id)).refund;

describe('refundOrder', () => {
  it('answers with the order and a due refund, and gives the part back at once', async () => {
    const { shop, stage: id } = await withPaidOrder();
    const answer = await shop.healthy.refund(id, 'refund', 1_000);
    expect(answer).toMatchObject({ statusCode: 201, replayed: false, order: { id, status: 'confirmed' } });
    expect(answer.order.refund).toEqual({ status: 'due', amount: usd(0) });
    expect(await shownBy(shop, id)).toEqual({ status: 'succeeded', amount: usd(1_000) });
    expect(shop.refunds()).toMatchObject([{ orderId: id, amount: 1_000 }]);
    await audit(shop);
  });

  it('reports the refund once it has succeeded, with the sum of all refunds', async () => {
    const { shop, stage: id } = await withPaidOrder();
    await shop.healthy.refund(id, 'refund', 1_000);
    await shop.healthy.refund(id, 'refund-2', 500);
    const told = (await shop.orders.findEvents(id, calmly)).flatMap(({ events }) => events).slice(-2);
    expect(told).toMatchObject([
      { type: 'order.refund-succeeded', data: { refund: 1, amount: usd(1_000), refunded: usd(1_000) } },
      { type: 'order.refund-succeeded', data: { refund: 2, amount: usd(500), refunded: usd(1_500) } },
    ]);
  });

  it.each(['shipped', 'delivered'] as const)('refunds an order that is %s', async (status) => {
    const { shop, stage: id } = await withPaidOrder();
    await shop.healthy.ship(id);
    if (status === 'delivered') await shop.healthy.deliver(id);
    expect(await shop.healthy.refund(id, 'refund', 3_998)).toMatchObject({ order: { status } });
    expect(shop.refunds()).toMatchObject([{ amount: 3_998 }]);
    await audit(shop);
  });

  describe('when more is asked for than is left', () => {
    const details = (requested: number, paid: number, refundable: number) => ({
      code: 'ORD-009',
      status: 409,
      details: { requested: usd(requested), paid: usd(paid), refundable: usd(refundable) },
    });

    it('is ORD-009 with the paid and the remaining amount', async () => {
      const { shop, stage: id } = await withPaidOrder();
      await expect(shop.healthy.refund(id, 'refund', 3_999)).rejects.toMatchObject(
        details(3_999, 3_998, 3_998),
      );
      await shop.healthy.refund(id, 'refund-2', 3_000);
      await expect(shop.healthy.refund(id, 'refund-3', 999)).rejects.toMatchObject(details(999, 3_998, 998));
      await shop.healthy.refund(id, 'refund-4', 998);
      await expect(shop.healthy.refund(id, 'refund-5', 1)).rejects.toMatchObject(details(1, 3_998, 0));
      await audit(shop);
    });

    it('is ORD-009 for an order that is not paid', async () => {
      const { shop, stage: id } = await withOrder();
      await expect(shop.healthy.refund(id, 'refund', 1)).rejects.toMatchObject(details(1, 0, 0));
    });

    it('is ORD-009 for an order that is cancelled', async () => {
      const { shop, stage: id } = await withPaidOrder();
      await shop.healthy.cancel(id, 'cancel');
      await expect(shop.healthy.refund(id, 'refund', 1)).rejects.toMatchObject(details(1, 3_998, 0));
    });

    it('is ORD-009 for an order that an earlier version refunds', async () => {
      const { shop, stage: id } = await withPaidOrder();
      await oweRefundAsBefore(shop, id);
      await expect(shop.healthy.refund(id, 'refund', 1)).rejects.toMatchObject(details(1, 3_998, 0));
    });

    it('counts a refund that failed, because it is still owed', async () => {
      const { shop, stage: id } = await paidWith(methods.refundFails);
      await shop.healthy.refund(id, 'refund', 3_998);
      await expect(shop.healthy.refund(id, 'refund-2', 1)).rejects.toMatchObject(details(1, 3_998, 0));
    });
  });

  it('answers the same key with the same answer, and refunds nothing again', async () => {
    const { shop, stage: id } = await withPaidOrder();
    const first = await shop.healthy.refund(id, 'refund', 1_000);
    expect(await shop.healthy.refund(id, 'refund', 1_000)).toEqual({ ...first, replayed: true });
    expect(shop.refunds()).toHaveLength(1);
    await expect(shop.healthy.refund(id, 'refund', 1_001)).rejects.toMatchObject({ code: 'IDM-002' });
  });

  it('is ORD-001 for an unknown order', async () => {
    const { shop } = await withOrder();
    await expect(shop.healthy.refund('ord_01JZ8X9K7MQ2R4T6V8W0Y1Z3A9', 'refund', 1)).rejects.toMatchObject({
      code: 'ORD-001',
    });
  });

  describe('when the gateway takes its time', () => {
    it('shows the refund as requested until the money has gone back', async () => {
      const { shop, stage: id } = await paidWith(methods.refundPending);
      await shop.healthy.refund(id, 'refund', 1_000);
      expect(await shownBy(shop, id)).toEqual({ status: 'requested', amount: usd(0) });
      expect(await shop.eventsOf(id)).toEqual(['order.created', 'order.confirmed']);
      shop.advance(waitAfter(1));
      expect(await shop.healthy.reconcile()).toMatchObject({ found: 1, settled: 1 });
      expect(await shownBy(shop, id)).toEqual({ status: 'succeeded', amount: usd(1_000) });
      await audit(shop);
    });

    it('shows the least finished of several refunds, and the refunded sum', async () => {
      const { shop, stage: id } = await withPaidOrder();
      await shop.healthy.refund(id, 'refund', 1_000);
      const slow = shop.environment(async (name, call) => {
        if (name === 'refund') throw new Error('down');
        return call();
      });
      await slow.refund(id, 'refund-2', 500);
      expect(await shownBy(shop, id)).toEqual({ status: 'due', amount: usd(1_000) });
      await shop.recover();
      expect(await shownBy(shop, id)).toEqual({ status: 'succeeded', amount: usd(1_500) });
      await audit(shop);
    });
  });

  describe('when the refund fails', () => {
    it('shows and reports it, and leaves it to an operator', async () => {
      const { shop, stage: id } = await paidWith(methods.refundFails);
      await shop.healthy.refund(id, 'refund', 1_000);
      expect(await shownBy(shop, id)).toEqual({ status: 'failed', amount: usd(0) });
      const [last] = (await shop.orders.findEvents(id, calmly)).at(-1)?.events ?? [];
      expect(last).toMatchObject({
        type: 'order.refund-failed',
        data: { amount: usd(1_000), refunded: usd(0), reason: 'expired_or_canceled_card' },
      });
      expect(await shop.orders.findRefund(id, 1, calmly)).toMatchObject({
        attention: { reason: 'refund_failed' },
      });
      shop.advance(times.leaseMs);
      expect(await shop.healthy.reconcile()).toMatchObject({ found: 0 });
      expect(shop.told.stuck).toEqual([{ orderId: id, refund: 1 }]);
      await audit(shop);
    });

    it('stays with the operator when a message about it comes', async () => {
      const { shop, stage: id } = await paidWith(methods.refundFails);
      await shop.healthy.refund(id, 'refund', 1_000);
      const before = await shop.orders.findRefund(id, 1, calmly);
      await shop.healthy.wake(id, before?.intentId ?? '');
      expect(await shop.orders.findRefund(id, 1, calmly)).toEqual(before);
      await shop.healthy.decide({ orderId: id, refund: 1 }, { does: 'settle', as: 'refunded' });
      expect(await shownBy(shop, id)).toEqual({ status: 'succeeded', amount: usd(1_000) });
    });

    it('no longer counts money that the bank has returned', async () => {
      const { shop, stage: id } = await paidWith(methods.refundReturns);
      await shop.healthy.refund(id, 'refund', 1_000);
      expect(await shownBy(shop, id)).toEqual({ status: 'succeeded', amount: usd(1_000) });
      shop.advance(times.leaseMs);
      const { intentId = '' } = (await shop.orders.findRefund(id, 1, calmly)) ?? {};
      expect(await shop.healthy.wake(id, intentId)).toBe(true);
      expect(await shownBy(shop, id)).toEqual({ status: 'failed', amount: usd(0) });
      await audit(shop);
    });
  });

  it('stays as an operator has settled it when a message is handled that was read before it failed', async () => {
    const { shop, stage: id } = await paidWith(methods.refundReturns);
    await shop.healthy.refund(id, 'refund', 1_000);
    shop.advance(times.leaseMs);
    const { intentId = '' } = (await shop.orders.findRefund(id, 1, calmly)) ?? {};
    const retrieveRefund: typeof shop.gateway.retrieveRefund = async (...call) => {
      await shop.healthy.wake(id, intentId);
      await shop.healthy.decide({ orderId: id, refund: 1 }, { does: 'settle', as: 'refunded' });
      return shop.gateway.retrieveRefund(...call);
    };
    await shop.environment(undefined, { gateway: { ...shop.gateway, retrieveRefund } }).wake(id, intentId);
    expect(await shownBy(shop, id)).toEqual({ status: 'succeeded', amount: usd(1_000) });
  });

  it('stays succeeded when a message wakes it and the gateway cannot be asked, however old it is', async () => {
    const { shop, stage: id } = await withPaidOrder();
    await shop.healthy.refund(id, 'refund', 1_000);
    shop.advance(40 * 86_400_000);
    const { intentId = '' } = (await shop.orders.findRefund(id, 1, calmly)) ?? {};
    for (const answer of [Promise.reject(new Error('down')), Promise.resolve(undefined)]) {
      answer.catch(() => {});
      const gateway = { ...shop.gateway, retrieveRefund: () => answer };
      await shop
        .environment(undefined, { gateway })
        .wake(id, intentId)
        .catch(() => undefined);
      shop.advance(times.leaseMs);
    }
    expect(await shownBy(shop, id)).toEqual({ status: 'succeeded', amount: usd(1_000) });
    expect(shop.told.stuck).toEqual([]);
    await audit(shop);
  });

  it('asks under another key when the gateway keeps an error under the first', async () => {
    const { shop, stage: id } = await paidWith(methods.refundUnavailable);
    await shop.healthy.refund(id, 'refund', 1_000);
    expect(await shownBy(shop, id)).toEqual({ status: 'due', amount: usd(0) });
    await shop.recover();
    expect(await shownBy(shop, id)).toEqual({ status: 'succeeded', amount: usd(1_000) });
    expect(await shop.orders.findRefund(id, 1, calmly)).toMatchObject({ round: 2 });
    await audit(shop);
  });

  it('asks once for a refund whose answer was lost, also after the gateway has forgotten the key', async () => {
    const { shop, stage: id } = await withPaidOrder();
    const keys: string[] = [];
    const deaf = shop.environment(undefined, {
      gateway: {
        ...shop.gateway,
        refund: async (refund, options) => {
          keys.push(refund.key);
          await shop.gateway.refund(refund, options);
          throw new Error('no answer');
        },
      },
    });
    await deaf.refund(id, 'refund', 1_000);
    shop.advance(times.leaseMs);
    const forgetful = shop.environment(undefined, {
      gateway: { ...shop.gateway, refund: () => Promise.reject(new Error('must not be called')) },
    });
    expect(await forgetful.reconcile()).toMatchObject({ found: 1, settled: 1 });
    expect(keys).toEqual([`${id}:refund:1:1`]);
    await audit(shop);
  });
});
