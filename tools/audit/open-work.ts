import { isAttemptOpen } from '../../lib/domain/payment-attempt.ts';
import { isRefundOpen } from '../../lib/domain/refund.ts';
import type { StoredOrder } from './stored-state.ts';

/** What an order still waits for. */
export const openIn = ({ order, attempts, refunds, events }: StoredOrder): readonly string[] => [
  ...(order.status === 'pending' ? [`order ${order.id} is pending`] : []),
  ...attempts
    .filter(({ state }) => isAttemptOpen(state))
    .map(({ number, state }) => `attempt ${order.id}/${number} is ${state}`),
  ...refunds
    .filter(({ state }) => isRefundOpen(state))
    .map(({ number, state }) => `refund ${order.id}/${number} is ${state}`),
  ...events
    .filter(({ isReceived }) => !isReceived)
    .map(({ orderVersion }) => `event ${order.id}:${orderVersion} was not received`),
];
