import { describe, expect, it } from 'vitest';
import { recoverMoney } from '../../../../lib/app/payment/recover-money.ts';
import type { ListedPayment, ListedRefund } from '../../../../lib/app/ports/payment-history.ts';
import { testPaymentMethods as methods } from '../../../../lib/contract/test-payment-methods.ts';
import { beginPayment } from '../../../../lib/domain/order-transition.ts';
import { beginAttempt } from '../../../../lib/domain/payment-attempt.ts';
import { orderIdOf } from '../../../builders/order-id-of.ts';
import { audit } from '../../../harness/shop/audit.ts';
import { calmly } from '../../../harness/shop/calmly.ts';
import { withOrder, withPaidOrder } from '../../../harness/shop/crash.ts';
import type { Shop } from '../../../harness/shop/shop.ts';

const inTurn = async function* <T>(items: readonly T[]) {
  yield* items;
};

class UnreadableOrder extends Error {}

/** Recovers the money that the gateway lists, newest first. */
const recovering = (
  shop: Shop,
  { payments = [], refunds = [] }: { payments?: readonly ListedPayment[]; refunds?: readonly ListedRefund[] },
  command: { dryRun?: boolean; giveBackUnknown?: boolean } = {},
) =>
  Array.fromAsync(
    recoverMoney({
      store: shop.orders,
      gateway: shop.gateway,
      history: { listPayments: () => inTurn(payments), listRefunds: () => inTurn(refunds) },
      clock: shop.clock,
      newOwner: () => 'recovery',
      isUnreadable: (failure) => failure instanceof UnreadableOrder,
    })({ since: '2026-07-01T00:00:00.000Z', dryRun: false, giveBackUnknown: false, ...command }, calmly),
    ({ outcome }) => outcome,
  );

/** The shop, with an order that cannot be read. */
const withUnreadable = (shop: Shop, unreadable: string): Shop => ({
  ...shop,
  orders: {
    ...shop.orders,
    findOrder: async (orderId, options) => {
      if (orderId === unreadable) throw new UnreadableOrder(`${orderId} is malformed`);
      return shop.orders.findOrder(orderId, options);
    },
  },
});

const find = async (shop: Shop, orderId: string) => {
  const order = await shop.orders.findOrder(orderId, calmly);
  if (!order) throw new Error(`${orderId} is not stored`);
  return order;
};

/** A payment that the gateway made and the tables have lost. */
const lostPayment = async (shop: Shop, orderId: string, method: string = methods.succeeds) => {
  const stored = await shop.orders.findOrder(orderId, calmly);
  const amount = stored?.total ?? { amount: 1_000, currency: 'USD' as const };
  const created = await shop.gateway.create({ key: `${orderId}:lost`, amount, orderId }, calmly);
  if (created.status !== 'created') throw new Error('the payment was declined');
  const { intentId } = created;
  await shop.gateway
    .confirm({ key: `${intentId}:lost`, intentId, paymentMethod: method }, calmly)
    .catch(() => {});
  return { intentId, orderId, amount, status: 'succeeded' } as const satisfies ListedPayment;
};

describe('recoverMoney', () => {
  it('reports an order that cannot be read, and goes on', async () => {
    const { shop, stage: id } = await withOrder();
    const payments = [await lostPayment(shop, id), await lostPayment(shop, orderIdOf(7))];
    const broken = withUnreadable(shop, orderIdOf(7));
    const amount = { amount: 300, currency: 'USD' } as const;
    const refunds = payments.slice(1).map(({ intentId }) => ({
      refundId: 're_1',
      status: 'succeeded' as const,
      amount,
      intentId,
    }));
    expect(await recovering(broken, { payments, refunds })).toEqual([
      'unreadable',
      'recovered',
      'unreadable',
    ]);
  });

  it('stores a payment of a pending order, which the reconciler confirms', async () => {
    const { shop, stage: id } = await withOrder();
    const payment = await lostPayment(shop, id);
    expect(await recovering(shop, { payments: [payment] })).toEqual(['recovered']);
    expect(await recovering(shop, { payments: [payment] })).toEqual(['stored']);
    await shop.recover();
    expect((await find(shop, id)).status).toBe('confirmed');
    await audit(shop);
  });

  it('stores a payment of an expired order, whose money then goes back', async () => {
    const { shop, stage: id } = await withOrder();
    const payment = await lostPayment(shop, id);
    shop.advance(3_600_000);
    await shop.healthy.expire();
    expect(await recovering(shop, { payments: [payment] })).toEqual(['recovered']);
    await shop.recover();
    expect(await find(shop, id)).toMatchObject({ status: 'expired', refunds: { succeeded: { count: 1 } } });
    await audit(shop);
  });

  it('gives the payment to the attempt that was stored before the gateway had named it', async () => {
    const { shop, stage: id } = await withOrder();
    const order = await find(shop, id);
    const now = new Date(shop.clock()).toISOString();
    const next = beginPayment(order, now);
    if (!next) throw new Error('the order cannot be paid');
    const attempt = beginAttempt({
      ...{ orderId: id, number: 1, paymentMethod: methods.succeeds, amount: order.total },
      ...{ leaseOwner: 'gone', leaseUntil: now, now },
    });
    const commit = { order: { next, expectedRevision: order.revision }, attempt: { next: attempt } };
    expect(await shop.orders.commit(commit, calmly)).toEqual([]);
    expect(await recovering(shop, { payments: [await lostPayment(shop, id)] })).toEqual(['recovered']);
    expect(await shop.orders.listAttempts(id, calmly)).toHaveLength(1);
    await shop.recover();
    expect((await find(shop, id)).status).toBe('confirmed');
  });

  it('lets a second payment wait until the first one is settled', async () => {
    const { shop, stage: id } = await withOrder();
    const declined = await lostPayment(shop, id, methods.declined);
    const amount = (await find(shop, id)).total;
    const other = await shop.gateway.create({ key: 'other', amount, orderId: id }, calmly);
    if (other.status !== 'created') throw new Error('the payment was declined');
    const { intentId } = other;
    await shop.gateway.confirm({ key: 'other', intentId, paymentMethod: methods.succeeds }, calmly);
    const payments = [{ ...declined, intentId }, declined];
    expect(await recovering(shop, { payments })).toEqual(['recovered', 'waits']);
    await shop.recover();
    expect(await recovering(shop, { payments })).toEqual(['stored', 'recovered']);
    await shop.recover();
    expect(await find(shop, id)).toMatchObject({ status: 'confirmed', payment: { attempt: 2 } });
    await audit(shop);
  });

  it('leaves a payment of another amount to an operator', async () => {
    const { shop, stage: id } = await withOrder();
    const payment = { ...(await lostPayment(shop, id)), amount: { amount: 1, currency: 'USD' as const } };
    expect(await recovering(shop, { payments: [payment] })).toEqual(['odd']);
    expect(await shop.orders.listAttempts(id, calmly)).toEqual([]);
  });

  it('stores a refund of a paid order, once', async () => {
    const { shop, stage: id } = await withPaidOrder();
    const amount = { amount: 500, currency: 'USD' as const };
    const made = await shop.gateway.refund({ key: `${id}:lost`, intentId: 'pi_1', amount }, calmly);
    if (!('refundId' in made)) throw new Error('the refund was refused');
    const refunds = [{ ...made, intentId: 'pi_1' }];
    expect(await recovering(shop, { refunds })).toEqual(['recovered']);
    expect(await recovering(shop, { refunds })).toEqual(['stored']);
    await shop.recover();
    expect((await find(shop, id)).refunds).toMatchObject({ succeeded: { count: 1, amount: 500 } });
    await audit(shop);
  });

  describe('when a lost refund has failed', () => {
    const failed = async () => {
      const { shop, stage: id } = await withOrder();
      await shop.healthy.pay(id, 'pay', methods.refundFails);
      const amount = { amount: 500, currency: 'USD' as const };
      const reference = `${id}:refund:1:1`;
      const made = await shop.gateway.refund({ key: reference, intentId: 'pi_1', amount }, calmly);
      if (!('refundId' in made)) throw new Error('the refund was refused');
      return { shop, id, refund: { ...made, intentId: 'pi_1', reference } };
    };

    it('leaves it to an operator, so that the key of its request is not used for another one', async () => {
      const { shop, id, refund } = await failed();
      expect(await recovering(shop, { refunds: [refund] })).toEqual(['recovered']);
      await shop.recover();
      expect(await shop.orders.findRefund(id, 1, calmly)).toMatchObject({
        state: 'failed',
        attention: { reason: 'refund_failed' },
      });
      expect(await recovering(shop, { refunds: [refund] })).toEqual(['stored']);
    });

    it('leaves out a refund that was requested again, and refunds of others', async () => {
      const { shop, id, refund } = await failed();
      const again = { ...refund, refundId: 're_2', reference: `${id}:refund:1:2` };
      const ofOthers = { ...refund, refundId: 're_3', reference: undefined };
      expect(await recovering(shop, { refunds: [ofOthers, again, refund] })).toEqual([
        'stored',
        'recovered',
        'stored',
      ]);
    });
  });

  it('leaves a refund that failed after it had succeeded to the recovery of reversals', async () => {
    const { shop, stage: id } = await withOrder();
    await shop.healthy.pay(id, 'pay', methods.refundReturns);
    await shop.healthy.refund(id, 'refund', 500);
    const stored = await shop.orders.findRefund(id, 1, calmly);
    const { refundId = '', amount = { amount: 0, currency: 'USD' as const } } = stored ?? {};
    const refunds = [{ refundId, amount, intentId: 'pi_1', status: 'failed' as const }];
    expect(await recovering(shop, { refunds })).toEqual([]);
    expect(await shop.orders.findRefund(id, 1, calmly)).toEqual(stored);
  });

  it('refunds orders that are not stored only on request, and once', async () => {
    const { shop } = await withOrder();
    const payments = [await lostPayment(shop, orderIdOf(999))];
    expect(await recovering(shop, { payments })).toEqual(['unknown-order']);
    const giveBackUnknown = { giveBackUnknown: true };
    expect(await recovering(shop, { payments }, { ...giveBackUnknown, dryRun: true })).toEqual([
      'given-back',
    ]);
    expect(shop.gateway.ledger()).toHaveLength(1);
    expect(await recovering(shop, { payments }, giveBackUnknown)).toEqual(['given-back']);
    await recovering(shop, { payments }, giveBackUnknown);
    expect(shop.gateway.ledger().map(({ type }) => type)).toEqual(['charge', 'refund']);
  });

  it('refunds the rest after a partial refund', async () => {
    const { shop } = await withOrder();
    const payment = await lostPayment(shop, orderIdOf(997));
    const { intentId } = payment;
    const part = { amount: 300, currency: 'USD' as const };
    const made = await shop.gateway.refund({ key: 'part', intentId, amount: part }, calmly);
    if (!('refundId' in made)) throw new Error('the refund was refused');
    const listed = { payments: [payment], refunds: [{ ...made, intentId }] };
    expect(await recovering(shop, listed)).toEqual(['unknown-order']);
    expect(await recovering(shop, listed, { giveBackUnknown: true })).toEqual(['given-back']);
    expect(shop.gateway.ledger().map(({ amount }) => amount)).toEqual([1_000, 300, 700]);
    const all = { ...made, amount: payment.amount, intentId };
    expect(await recovering(shop, { ...listed, refunds: [all] })).toEqual(['stored']);
  });

  it('asks for the payments shortly before the time, too', async () => {
    const { shop } = await withOrder();
    const asked: string[] = [];
    const list = (since: string) => {
      asked.push(since);
      return inTurn([]);
    };
    const recover = recoverMoney({
      isUnreadable: () => false,
      store: shop.orders,
      gateway: shop.gateway,
      history: { listPayments: list, listRefunds: list },
      clock: shop.clock,
      newOwner: () => 'recovery',
    });
    const command = { since: '2026-07-01T00:00:00.000Z', dryRun: false, giveBackUnknown: false };
    expect(await Array.fromAsync(recover(command, calmly))).toEqual([]);
    expect(asked).toEqual(['2026-06-30T23:55:00.000Z', '2026-06-30T23:55:00.000Z']);
  });

  it('cancels an open payment of an order that is not stored', async () => {
    const { shop } = await withOrder();
    const orderId = orderIdOf(998);
    const amount = { amount: 1_000, currency: 'USD' as const };
    const open = await shop.gateway.create({ key: 'open', amount, orderId }, calmly);
    if (open.status !== 'created') throw new Error('the payment was declined');
    const payments = [{ intentId: open.intentId, orderId, amount, status: 'open' as const }];
    expect(await recovering(shop, { payments }, { giveBackUnknown: true })).toEqual(['given-back']);
    expect(await shop.gateway.retrieve(open.intentId, calmly)).toEqual({
      status: 'cancelled',
      unconfirmed: true,
    });
  });
});
