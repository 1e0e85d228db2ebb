import { describe, expect, it } from 'vitest';
import type { OrderCommit, OrderStore } from '../../../lib/app/ports/order-store.ts';
import type { PaymentGateway } from '../../../lib/app/ports/payment-gateway.ts';
import { PaymentOutcomeUnknown } from '../../../lib/app/ports/payment-gateway.ts';
import { dependencyUnavailable } from '../../../lib/contract/errors/factories.ts';
import { testPaymentMethods as methods } from '../../../lib/contract/test-payment-methods.ts';
import { waitAfter } from '../../../lib/domain/settling.ts';
import { presentOrder } from '../../../lib/presenters/present-order.ts';
import { audit } from '../../harness/shop/audit.ts';
import { calmly } from '../../harness/shop/calmly.ts';
import { withOrder, withPaidOrder } from '../../harness/shop/crash.ts';

describe('cancelOrder', () => {
  describe('when the order is not paid', () => {
    it('returns its units, and its event states no refund', async () => {
      const { shop, stage: id } = await withOrder();
      const answer = await shop.healthy.cancel(id, 'cancel');
      expect(answer).toMatchObject({ statusCode: 200, replayed: false, order: { status: 'cancelled' } });
      expect(await shop.available()).toBe(25);
      expect((await shop.orders.findReservation(id, calmly))?.state).toBe('RELEASED');
      const last = (await shop.orders.findEvents(id, calmly)).at(-1)?.events;
      expect(last).toMatchObject([{ type: 'order.cancelled', data: { refundDue: false } }]);
      expect(shop.told.changed.map(({ status }) => status)).toEqual(['cancelled']);
      await audit(shop);
    });
  });

  describe('when the order is paid', () => {
    it('gives units and money back', async () => {
      const { shop, stage: id } = await withPaidOrder();
      await shop.healthy.cancel(id, 'cancel');
      expect(await shop.available()).toBe(25);
      expect(shop.refunds()).toEqual([expect.objectContaining({ orderId: id, amount: 3_998 })]);
      expect(await shop.orders.findRefund(id, 1, calmly)).toMatchObject({ state: 'succeeded', attempt: 1 });
      const told = (await shop.orders.findEvents(id, calmly)).flatMap(({ events }) => events);
      expect(told.slice(-2)).toMatchObject([
        { type: 'order.cancelled', data: { refundDue: true } },
        { type: 'order.refund-succeeded', data: { status: 'cancelled', refunded: { amount: 3_998 } } },
      ]);
      await audit(shop);
    });

    it.each([
      ['cannot be reached', dependencyUnavailable('payment-gateway', 1)],
      ['does not answer', new PaymentOutcomeUnknown(new Error('timeout'))],
    ])('is cancelled while the gateway %s, and refunds later', async (_, error) => {
      const { shop, stage: id } = await withPaidOrder();
      const gateway: PaymentGateway = {
        ...shop.gateway,
        refund: async () => {
          throw error;
        },
      };
      const answer = await shop.environment(undefined, { gateway }).cancel(id, 'cancel');
      expect(answer).toMatchObject({ statusCode: 200, order: { status: 'cancelled' } });
      expect(shop.told.failures).toEqual([error]);
      expect(shop.refunds()).toEqual([]);
      shop.advance(waitAfter(1));
      expect(await shop.healthy.reconcile()).toMatchObject({ found: 1, settled: 1 });
      expect(shop.refunds()).toHaveLength(1);
      await audit(shop);
    });

    it('refunds once after a lost answer of the gateway', async () => {
      const { shop, stage: id } = await withPaidOrder();
      const gateway: PaymentGateway = {
        ...shop.gateway,
        refund: async (payment, options) => {
          await shop.gateway.refund(payment, options);
          throw new PaymentOutcomeUnknown(new Error('timeout'));
        },
      };
      await shop.environment(undefined, { gateway }).cancel(id, 'cancel');
      await shop.recover();
      expect(shop.refunds()).toHaveLength(1);
      await audit(shop);
    });
  });

  describe('when the order was refunded in part', () => {
    it('gives the rest back', async () => {
      const { shop, stage: id } = await withPaidOrder();
      await shop.healthy.refund(id, 'refund', 1_000);
      const answer = await shop.healthy.cancel(id, 'cancel');
      expect(answer.order.refund).toEqual({ status: 'due', amount: { amount: 1_000, currency: 'USD' } });
      expect(shop.refunds()).toMatchObject([{ amount: 1_000 }, { amount: 2_998 }]);
      await audit(shop);
    });

    it('gives nothing back when nothing is left', async () => {
      const { shop, stage: id } = await withPaidOrder();
      await shop.healthy.refund(id, 'refund', 3_998);
      await shop.healthy.cancel(id, 'cancel');
      expect(shop.refunds()).toHaveLength(1);
      const last = (await shop.orders.findEvents(id, calmly)).at(-1)?.events;
      expect(last).toMatchObject([{ type: 'order.cancelled', data: { refundDue: false } }]);
      await audit(shop);
    });
  });

  it('cancels an order that was declined, which has nothing to give back', async () => {
    const { shop, stage: id } = await withOrder();
    await expect(shop.healthy.pay(id, 'pay', methods.declined)).rejects.toMatchObject({ code: 'ORD-005' });
    await shop.healthy.cancel(id, 'cancel');
    expect(shop.gateway.ledger()).toEqual([]);
    await audit(shop);
  });

  describe('when the request was executed before', () => {
    it('answers as it did then, byte for byte, and gives nothing back again', async () => {
      const { shop, stage: id } = await withPaidOrder();
      const first = await shop.healthy.cancel(id, 'cancel');
      expect(await shop.healthy.cancel(id, 'cancel')).toEqual({ ...first, replayed: true });
      expect(await shop.available()).toBe(25);
      expect(shop.refunds()).toHaveLength(1);
    });

    it('is IDM-002 when the key belongs to another order', async () => {
      const { shop, stage: id } = await withPaidOrder();
      await shop.healthy.cancel(id, 'cancel');
      const other = (await shop.healthy.place('place-2')).order.id;
      await expect(shop.healthy.cancel(other, 'cancel')).rejects.toMatchObject({ code: 'IDM-002' });
      expect((await shop.orderOf(other)).status).toBe('pending');
    });

    it('answers with the order as it is once the key is forgotten, 24 hours later', async () => {
      const { shop, stage: id } = await withPaidOrder();
      await shop.healthy.cancel(id, 'cancel');
      const order = presentOrder(await shop.orderOf(id));
      shop.advance(24 * 60 * 60 * 1_000 - 1);
      expect(await shop.healthy.cancel(id, 'cancel')).toMatchObject({ replayed: true });
      shop.advance(1);
      expect(await shop.healthy.cancel(id, 'cancel')).toMatchObject({ replayed: false, order });
    });
  });

  describe('when the order is cancelled already', () => {
    it('answers another key with the order, and gives nothing back again', async () => {
      const { shop, stage: id } = await withPaidOrder();
      await shop.healthy.cancel(id, 'cancel');
      const order = presentOrder(await shop.orderOf(id));
      expect(await shop.healthy.cancel(id, 'another key')).toMatchObject({
        statusCode: 200,
        replayed: false,
        order,
      });
      expect(await shop.available()).toBe(25);
      expect(shop.refunds()).toHaveLength(1);
      await audit(shop);
    });

    it('remembers the other key, too', async () => {
      const { shop, stage: id } = await withOrder();
      await shop.healthy.cancel(id, 'cancel');
      const answer = await shop.healthy.cancel(id, 'another key');
      expect(await shop.healthy.cancel(id, 'another key')).toEqual({ ...answer, replayed: true });
      const other = (await shop.healthy.place('place-2')).order.id;
      await expect(shop.healthy.cancel(other, 'another key')).rejects.toMatchObject({ code: 'IDM-002' });
    });

    it('stores no answer with the id of a customer who is erased meanwhile', async () => {
      const { shop, stage: id } = await withOrder();
      await shop.healthy.cancel(id, 'cancel');
      const { customerId } = await shop.orderOf(id);
      const commits: OrderCommit[] = [];
      const erase = async () => {
        const order = await shop.orderOf(id);
        const next = { ...order, customerId: 'erased-1', revision: order.revision + 1 };
        await shop.orders.commit({ order: { next, expectedRevision: order.revision } }, calmly);
      };
      const store: OrderStore = {
        ...shop.orders,
        commit: async (commit, options) => {
          if ((await shop.orderOf(id)).customerId === customerId) await erase();
          const failures = await shop.orders.commit(commit, options);
          if (failures.length === 0) commits.push(commit);
          return failures;
        },
      };
      const late = shop.environment(undefined, { store }).cancel(id, 'another key');
      await expect(late).rejects.toMatchObject({ code: 'ORD-001' });
      expect(JSON.stringify(commits)).not.toContain(customerId);
    });
  });

  it('is SYS-004 when the order changes between each of its reads and writes', async () => {
    const { shop, stage: id } = await withOrder();
    const busy = shop.environment(async (name, call) => {
      if (name === 'commit') {
        const order = await shop.orderOf(id);
        const next = { ...order, revision: order.revision + 1 };
        await shop.orders.commit({ order: { next, expectedRevision: order.revision } }, calmly);
      }
      return call();
    });
    await expect(busy.cancel(id, 'cancel')).rejects.toMatchObject({ code: 'SYS-004' });
    expect((await shop.orderOf(id)).status).toBe('pending');
  });
});
