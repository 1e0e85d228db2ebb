import { describe, expect, it } from 'vitest';
import { judgeRunningPayment } from '../../../../lib/app/payment/begin-payment.ts';
import type { PaymentAttempt } from '../../../../lib/domain/payment-attempt.ts';
import { aPaymentAttempt } from '../../../builders/a-payment-attempt.ts';

const leaseEnd = Date.parse(aPaymentAttempt().leaseUntil);
const judge = (facts: Partial<PaymentAttempt>, now = leaseEnd - 60_000) =>
  judgeRunningPayment(aPaymentAttempt(facts), now);

describe('judgeRunningPayment', () => {
  it.each([
    ['succeeded', 'paid'],
    ['unknown', 'unknown'],
    ['not_charged', 'start-again'],
  ] as const)('makes of an attempt that is %s: %s', (state, judgement) => {
    expect(judge({ state })).toBe(judgement);
  });

  it.each([
    ['expired_card', 'expired_card'],
    // Stored by earlier releases.
    ['lost_card', 'generic_decline'],
    [undefined, 'generic_decline'],
  ])('is ORD-005 when the attempt was declined for %s', (declineReason, reason) => {
    expect(() => judge({ state: 'declined', declineReason })).toThrow(
      expect.objectContaining({ code: 'ORD-005', details: { reason } }),
    );
  });

  it.each(['refund_due', 'refunded'] as const)('is ORD-003 when the money is %s', (state) => {
    expect(() => judge({ state })).toThrow(
      expect.objectContaining({ code: 'ORD-003', details: { from: 'cancelled', to: 'confirmed' } }),
    );
  });

  it.each([
    [25_000, 25],
    [2_001, 3],
    [2_000, 2],
    [1_000, 1],
    [1, 1],
  ])(
    'is IDM-003 while the lease of the request has %i ms left, with Retry-After %i',
    (left, retryAfterSeconds) => {
      expect(() => judge({}, leaseEnd - left)).toThrow(
        expect.objectContaining({ code: 'IDM-003', status: 409, retryAfterSeconds }),
      );
    },
  );

  it.each([0, 1, 60_000])('is unknown when the request died %i ms ago', (ago) => {
    expect(judge({}, leaseEnd + ago)).toBe('unknown');
  });
});
