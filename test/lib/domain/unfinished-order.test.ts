import { describe, expect, it } from 'vitest';
import { unfinishedParts } from '../../../lib/domain/unfinished-order.ts';
import { aPaymentAttempt } from '../../builders/a-payment-attempt.ts';
import { anOrder } from '../../builders/an-order.ts';

describe('unfinishedParts', () => {
  const order = anOrder({ status: 'cancelled', payment: { attempt: 1, state: 'unknown' } });

  it.each([
    ['not stored', [], ['payment 1 has no outcome']],
    ['open', [aPaymentAttempt()], ['payment 1 has no outcome', 'attempt 1 is in_flight']],
    ['settled', [aPaymentAttempt({ state: 'declined' })], []],
  ])('judges a payment that the order shows as unknown by its attempt: %s', (_, attempts, parts) => {
    expect(unfinishedParts({ order, attempts, refunds: [] })).toEqual(parts);
  });
});
