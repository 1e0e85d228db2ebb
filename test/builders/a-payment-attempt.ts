import type { PaymentAttempt } from '../../lib/domain/payment-attempt.ts';
import { anOrder } from './an-order.ts';

/** The first try to pay `anOrder()`, as far as a test says nothing else. */
export const aPaymentAttempt = (facts: Partial<PaymentAttempt> = {}): PaymentAttempt => ({
  orderId: anOrder().id,
  number: 1,
  state: 'in_flight',
  paymentMethod: 'pm_card_visa',
  amount: anOrder().total,
  leaseOwner: 'request-1',
  leaseUntil: '2026-07-01T12:01:00.000Z',
  createdAt: '2026-07-01T12:00:30.000Z',
  updatedAt: '2026-07-01T12:00:30.000Z',
  ...facts,
});
