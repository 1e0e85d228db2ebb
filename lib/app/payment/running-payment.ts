import {
  idempotencyInProgress,
  invalidStatusTransition,
  paymentFailed,
} from '../../contract/errors/factories.ts';
import type { PaymentAttempt } from '../../domain/payment-attempt.ts';

/** What a repeated request for a payment is to be told, by how far the first one came. */
export type RunningPayment = 'paid' | 'undecided' | 'start-again';

/**
 * Judges the attempt that an earlier request with the same key began.
 * @param now milliseconds since 1970.
 * @throws {ServiceError} IDM-003 while that request is still at work, ORD-005 when it was declined, ORD-003 when
 *   its money went back because the order was cancelled.
 */
export const judgeRunningPayment = (attempt: PaymentAttempt, now: number): RunningPayment => {
  switch (attempt.state) {
    case 'succeeded':
      return 'paid';
    case 'declined':
      throw paymentFailed(attempt.declineReason ?? 'declined');
    case 'not_charged':
      return 'start-again';
    case 'refund_due':
    case 'refunded':
      throw invalidStatusTransition('cancelled', 'confirmed');
    case 'unknown':
      return 'undecided';
    case 'in_flight': {
      const remainingMs = Date.parse(attempt.leaseUntil) - now;
      // Past its lease the request has died; the reconciler will find out what became of the money.
      if (remainingMs <= 0) return 'undecided';
      throw idempotencyInProgress(Math.max(1, Math.ceil(Math.min(remainingMs, 2_000) / 1_000)));
    }
  }
};
