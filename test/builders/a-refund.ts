import type { Refund } from '../../lib/domain/refund.ts';
import { anOrder } from './an-order.ts';

/** The first refund of `anOrder()`, as far as a test says nothing else. */
export const aRefund = (facts: Partial<Refund> = {}): Refund => ({
  orderId: anOrder().id,
  number: 1,
  state: 'due',
  attempt: 1,
  intentId: 'pi_1',
  amount: { amount: 1_000, currency: 'USD' },
  round: 1,
  leaseOwner: 'request-1',
  leaseUntil: '2026-07-01T12:01:00.000Z',
  createdAt: '2026-07-01T12:00:30.000Z',
  updatedAt: '2026-07-01T12:00:30.000Z',
  ...facts,
});
