import type { Order } from './order.ts';
import { orderTransitions } from './order-status.ts';
import { isAttemptOpen, type PaymentAttempt } from './payment-attempt.ts';
import type { Refund } from './refund.ts';

/** An order with its payment attempts and refunds. */
export interface OrderWithMoney {
  readonly order: Order;
  readonly attempts: readonly PaymentAttempt[];
  readonly refunds: readonly Refund[];
}

/** Parts that have to end before the order, such as `status is shipped` or `refund 1 is due`; empty once it is. */
export const unfinishedParts = ({ order, attempts, refunds }: OrderWithMoney): readonly string[] => {
  const { status, payment } = order;
  const isAtEnd = Object.keys(orderTransitions[status]).length === 0;
  // Up to November 2026, an order that ended before its payment was settled went on to show it as unknown.
  const isSettled = attempts.some(
    ({ number, state }) => number === payment?.attempt && !isAttemptOpen(state),
  );
  return [
    ...(isAtEnd ? [] : [`status is ${status}`]),
    ...(payment?.state === 'unknown' && !isSettled ? [`payment ${payment.attempt} has no outcome`] : []),
    ...attempts
      .filter(({ state, attention }) => isAttemptOpen(state) || attention)
      .map(({ number, state, attention }) => `attempt ${number} is ${attention?.reason ?? state}`),
    ...refunds
      .filter(({ state, attention }) => state !== 'succeeded' || attention)
      .map(({ number, state, attention }) => `refund ${number} is ${attention?.reason ?? state}`),
  ];
};
