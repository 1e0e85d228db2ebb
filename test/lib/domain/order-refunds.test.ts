import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { money } from '../../../lib/domain/money.ts';
import {
  claimRefund,
  moveRefund,
  paidFor,
  refundableOf,
  refundCount,
  refundedOf,
  refundOf,
} from '../../../lib/domain/order-refunds.ts';
import { refundStates } from '../../../lib/domain/refund.ts';
import { aPaymentAttempt } from '../../builders/a-payment-attempt.ts';
import { anOrder } from '../../builders/an-order.ts';

const usd = (amount: number) => money(amount, 'USD');
const paid = anOrder({ payment: { attempt: 1, state: 'paid' } });
const attempt = aPaymentAttempt({ state: 'succeeded', intentId: 'pi_1' });
const now = '2026-07-01T12:05:00.000Z';
const claim = (order = paid, amount = 1_000, of = attempt) =>
  claimRefund(order, of, { amount: usd(amount), leaseOwner: 'request-2', leaseUntil: now, now });

describe('claimRefund', () => {
  it('makes a refund of the payment, numbered on, and claims its amount on the order', () => {
    const first = claim();
    const second = claim(first.order, 500);
    expect(second.refund).toEqual({
      orderId: paid.id,
      number: 2,
      state: 'due',
      attempt: 1,
      intentId: 'pi_1',
      amount: usd(500),
      round: 1,
      leaseOwner: 'request-2',
      leaseUntil: now,
      createdAt: now,
      updatedAt: now,
    });
    expect(second.order.refunds).toEqual({ due: { count: 2, amount: 1_500 } });
    expect(refundableOf(second.order)).toEqual(usd(2_498));
  });

  it('fails for an attempt without a payment at the gateway', () => {
    expect(() => claim(paid, 1, aPaymentAttempt())).toThrow('has no payment');
  });
});

describe('paidFor', () => {
  it.each([
    ['paid', 3_998],
    ['unknown', 0],
    ['failed', 0],
  ] as const)('is for a payment that is %s: %d', (state, amount) => {
    expect(paidFor(anOrder({ payment: { attempt: 1, state } }))).toEqual(usd(amount));
  });

  it('is nothing without a payment', () => {
    expect(paidFor(anOrder())).toEqual(usd(0));
  });
});

describe('refundOf', () => {
  it('is absent without a refund', () => {
    expect(refundOf(paid)).toBeUndefined();
  });

  it.each([
    [['due', 'requested', 'failed', 'succeeded'], 'due'],
    [['requested', 'failed', 'succeeded'], 'requested'],
    [['failed', 'succeeded'], 'failed'],
    [['succeeded'], 'succeeded'],
  ] as const)('has the least finished state of %j', (states, status) => {
    const order = states.reduce(
      (before, to) => moveRefund(claim(before, 10).order, usd(10), { from: 'due', to }),
      paid,
    );
    const amount = states.some((state) => state === 'succeeded') ? 10 : 0;
    expect(refundOf(order)).toEqual({ status, amount: usd(amount) });
  });
});

describe('the refunds of an order', () => {
  it('never lose or create money through any sequence of steps', () => {
    const step = fc.record({
      amount: fc.integer({ min: 1, max: 2_000 }),
      to: fc.constantFrom(...refundStates),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 10 }), (steps) => {
        let order = paid;
        let claimed = 0;
        let succeeded = 0;
        let count = 0;
        for (const { amount, to } of steps) {
          if (amount > refundableOf(order).amount) continue;
          order = moveRefund(claim(order, amount).order, usd(amount), { from: 'due', to });
          claimed += amount;
          count += 1;
          if (to === 'succeeded') succeeded += amount;
        }
        expect(refundableOf(order).amount).toBe(3_998 - claimed);
        expect(refundedOf(order).amount).toBe(succeeded);
        expect(refundCount(order)).toBe(count);
      }),
    );
  });
});
