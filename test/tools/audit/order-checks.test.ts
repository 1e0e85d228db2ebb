import { describe, expect, it } from 'vitest';
import { beginPayment } from '../../../lib/domain/order-transition.ts';
import type { PaymentAttempt } from '../../../lib/domain/payment-attempt.ts';
import type { ReservationState } from '../../../lib/domain/reservation.ts';
import { checkOrder } from '../../../tools/audit/order-checks.ts';
import { violationText } from '../../../tools/audit/violation.ts';
import { aPaymentAttempt } from '../../builders/a-payment-attempt.ts';
import { aReservation } from '../../builders/a-reservation.ts';
import { orderLife } from '../../builders/order-life.ts';

/** An order that is being paid, with these attempts. */
const whilePaying = (attempts: readonly PaymentAttempt[]) => {
  const { order, batches } = orderLife({}, []);
  const paying = beginPayment(order, order.updatedAt);
  if (!paying) throw new Error('the order cannot be paid');
  const events = batches.map((batch) => ({ ...batch, isReceived: true, isQuarantined: false }));
  const stored = {
    order: paying,
    reservation: aReservation(),
    attempts,
    refunds: [],
    events,
    due: new Set(''),
  };
  return checkOrder(stored).map(violationText);
};

const afterPayment = (state: ReservationState) => {
  const { order, batches } = orderLife({}, ['confirm']);
  const events = batches.map((batch) => ({ ...batch, isReceived: true, isQuarantined: false }));
  const reservation = aReservation({ state });
  return checkOrder({ order, reservation, attempts: [], refunds: [], events, due: new Set('') }).map(
    violationText,
  );
};

describe('checkOrder', () => {
  it('allows the stock of a paid order to be held, or committed by an earlier version, and no more to be released', () => {
    expect([...afterPayment('HELD'), ...afterPayment('COMMITTED')]).toEqual([]);
    expect(afterPayment('RELEASED')).toEqual([
      expect.stringMatching(/confirmed, and its stock is RELEASED$/),
    ]);
  });

  it.each(['in_flight', 'unknown'] as const)('allows an order to wait for an attempt that is %s', (state) => {
    expect(whilePaying([aPaymentAttempt({ state })])).toEqual([]);
  });

  it.each([
    ['declined', [aPaymentAttempt({ state: 'declined' })]],
    ['not stored', []],
    ['not stored', [aPaymentAttempt({ number: 2 })]],
  ])('finds an order that waits for an attempt that is %s', (state, attempts) => {
    expect(whilePaying(attempts)).toEqual([
      expect.stringMatching(new RegExp(`order: waits for payment attempt 1, which is ${state}$`)),
    ]);
  });
});
