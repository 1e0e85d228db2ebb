import { describe, expect, it } from 'vitest';
import type { DueWork } from '../../../../../lib/app/ports/order-store.ts';
import { refundStates } from '../../../../../lib/domain/refund.ts';
import { aPaymentAttempt } from '../../../../builders/a-payment-attempt.ts';
import { aPlacement } from '../../../../builders/a-placement.ts';
import { aRefund } from '../../../../builders/a-refund.ts';
import { anOrder } from '../../../../builders/an-order.ts';
import { type CurrentShop, calmly } from '../../../../harness/shop/stored-shop.ts';

const at = (second: number): string => new Date(Date.UTC(2026, 6, 1, 12, 0, second)).toISOString();
const orderId = anOrder().id;
const always = '9999-01-01T00:00:00.000Z';

export const refundsContract = (shop: CurrentShop): void => {
  const put = (facts: Parameters<typeof aRefund>[0]) =>
    shop().orders.commit({ refund: { next: aRefund(facts) } }, calmly);
  const due = (work: DueWork, now = always) => Array.fromAsync(shop().orders.listDue(work, now, calmly));

  describe('refunds', () => {
    it('are read by number, and listed by it', async () => {
      const { orders } = shop();
      const refunds = [1, 2, 10].map((number) => aRefund({ number }));
      for (const refund of refunds.toReversed()) await put(refund);
      expect(await orders.findRefund(orderId, 2, calmly)).toEqual(refunds[1]);
      expect(await orders.findRefund(orderId, 3, calmly)).toBeUndefined();
      expect(await orders.listRefunds(orderId, calmly)).toEqual(refunds);
      expect(await orders.listRefunds('ord_other', calmly)).toEqual([]);
    });

    it('keep every fact, and are stored with the order or not at all', async () => {
      const { orders } = shop();
      const refund = aRefund({
        state: 'failed',
        tries: 3,
        retryAt: at(9),
        problem: 'pending',
        openSince: at(1),
        attention: { reason: 'refund_failed', since: at(8) },
        refundId: 're_1',
        failureReason: 'lost_or_stolen_card',
      });
      const order = anOrder({ refunds: { failed: { count: 1, amount: 1_000 } } });
      await orders.commit({ order: { next: order }, refund: { next: refund } }, calmly);
      expect(await orders.findRefund(orderId, 1, calmly)).toEqual(refund);
      expect(await orders.findOrder(orderId, calmly)).toEqual(order);
      const second = { refund: { next: aRefund({ number: 2 }) }, order: { next: order } };
      expect(await orders.commit(second, calmly)).toEqual([{ kind: 'order' }]);
      expect(await orders.findRefund(orderId, 2, calmly)).toBeUndefined();
    });

    it.each([
      ['it is new and exists', undefined],
      ['it has another state', { state: 'requested', leaseOwner: 'request-1' }],
      ['another owner has its lease', { state: 'due', leaseOwner: 'reconciler' }],
    ] as const)('are not stored when %s', async (_, expected) => {
      await put({});
      const next = aRefund({ state: 'succeeded' });
      const change = { refund: { next, ...(expected && { expected }) } };
      expect(await shop().orders.commit(change, calmly)).toEqual([{ kind: 'refund' }]);
      expect(await shop().orders.findRefund(orderId, 1, calmly)).toEqual(aRefund());
    });

    it('are replaced by the owner of the lease', async () => {
      await put({});
      const next = aRefund({ state: 'succeeded' });
      const expected = { state: 'due', leaseOwner: 'request-1' } as const;
      expect(await shop().orders.commit({ refund: { next, expected } }, calmly)).toEqual([]);
      expect(await shop().orders.findRefund(orderId, 1, calmly)).toEqual(next);
    });
  });

  it('lists all attempts of an order by number', async () => {
    const attempts = [1, 2].map((number) => aPaymentAttempt({ number }));
    for (const next of attempts) await shop().orders.commit({ attempt: { next } }, calmly);
    expect(await shop().orders.listAttempts(orderId, calmly)).toEqual(attempts);
  });

  it('lists attempts and refunds of an order together, and nothing else of it or of others', async () => {
    const { orders } = shop();
    await orders.commit(aPlacement(), calmly);
    const attempts = [1, 2].map((number) => aPaymentAttempt({ number }));
    const refunds = [1, 10].map((number) => aRefund({ number }));
    for (const next of attempts) await orders.commit({ attempt: { next } }, calmly);
    for (const refund of refunds) await put(refund);
    await put({ orderId: 'ord_other' });
    expect(await orders.listMoney(orderId, calmly)).toEqual({ attempts, refunds });
    expect(await orders.listMoney('ord_none', calmly)).toEqual({ attempts: [], refunds: [] });
  });

  describe('listDue of refunds', () => {
    it('has those that are open, in their order among the attempts', async () => {
      for (const [n, state] of refundStates.entries()) {
        await put({ number: n + 1, state, leaseUntil: at(10 + n) });
      }
      await shop().orders.commit(
        { attempt: { next: aPaymentAttempt({ leaseUntil: at(10), retryAt: at(11) }) } },
        calmly,
      );
      const found = (await due('PAYMENT')).map(({ attempt, refund }) => ({ attempt, refund }));
      expect(found).toContainEqual({ attempt: 1, refund: undefined });
      expect(found.flatMap(({ refund }) => refund ?? [])).toEqual([1, 2]);
      expect(await due('PAYMENT', at(10))).toMatchObject([{ refund: 1, dueSince: at(10) }]);
    });

    it('has one from its next try, not from the end of its lease', async () => {
      await put({ leaseUntil: at(1), retryAt: at(20) });
      expect(await due('PAYMENT', at(19))).toEqual([]);
      expect(await due('PAYMENT', at(20))).toMatchObject([{ orderId, refund: 1 }]);
    });

    it('can put one off', async () => {
      await put({ leaseUntil: at(1) });
      const [item] = await due('PAYMENT', at(1));
      if (item) await shop().orders.putOff(item, at(30), calmly);
      expect(await due('PAYMENT', at(29))).toEqual([]);
      expect(await due('PAYMENT', at(30))).toMatchObject([{ refund: 1, dueSince: at(1) }]);
    });
  });

  describe('listDue of payments and refunds that wait for an operator', () => {
    it('has stuck attempts and refunds, the longest first, and the reconciler has them no more', async () => {
      const stuckSince = (second: number) =>
        ({ attention: { reason: 'no_outcome', since: at(second) } }) as const;
      await put({ state: 'failed', ...stuckSince(9) });
      await shop().orders.commit(
        { attempt: { next: aPaymentAttempt({ state: 'unknown', ...stuckSince(3) }) } },
        calmly,
      );
      expect(await due('ATTENTION')).toEqual([
        { work: 'ATTENTION', orderId, attempt: 1, dueSince: at(3) },
        { work: 'ATTENTION', orderId, refund: 1, dueSince: at(9) },
      ]);
      expect(await due('PAYMENT')).toEqual([]);
    });
  });
};
