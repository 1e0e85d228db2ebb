import { describe, expect, it } from 'vitest';
import type { BookChange } from '../../../../../tools/local-cloud/payments/payment-books.ts';
import type { PaymentIntent } from '../../../../../tools/local-cloud/payments/payment-intent.ts';
import type { Refund } from '../../../../../tools/local-cloud/payments/refund.ts';
import { createWebhookEvents } from '../../../../../tools/local-cloud/payments/webhooks/webhook-event.ts';

const intent = (facts: Partial<PaymentIntent>): BookChange => ({
  intent: {
    id: 'pi_1',
    clientSecret: 'pi_1_secret',
    amount: 100,
    currency: 'usd',
    status: 'requires_payment_method',
    metadata: { orderId: 'ord_1' },
    createdAt: 0,
    ...facts,
  },
});

const refund = (status: Refund['status']): BookChange => ({
  refund: {
    id: 're_1',
    intentId: 'pi_1',
    chargeId: 'ch_1',
    amount: 100,
    currency: 'usd',
    metadata: {},
    status,
    createdAt: 0,
  },
});

const declined = { lastError: { code: 'card_declined' } } as const;

const typesOf = (changes: readonly BookChange[], history?: readonly BookChange[]): readonly string[] => {
  const tell = createWebhookEvents(history);
  return changes.flatMap(tell).map(({ type }) => type);
};

describe('createWebhookEvents', () => {
  it.each([
    ['succeeded', 'payment_intent.succeeded'],
    ['processing', 'payment_intent.processing'],
    ['requires_action', 'payment_intent.requires_action'],
    ['canceled', 'payment_intent.canceled'],
  ] as const)('reports that a payment is %s', (status, type) => {
    expect(typesOf([intent({}), intent({ status })])).toEqual(['payment_intent.created', type]);
  });

  it('reports each decline of a payment, and nothing without a change', () => {
    const again = intent({ lastError: { code: 'expired_card' } });
    const failed = 'payment_intent.payment_failed';
    expect(typesOf([intent({}), intent(declined), intent(declined), again])).toEqual([
      'payment_intent.created',
      failed,
      failed,
    ]);
  });

  it('reports each state of a refund', () => {
    expect(typesOf([refund('pending'), refund('succeeded'), refund('failed')])).toEqual([
      'refund.created',
      'refund.updated',
      'refund.updated',
      'refund.failed',
    ]);
  });

  it('reports a dispute with its payment', () => {
    const dispute = {
      id: 'dp_1',
      intentId: 'pi_1',
      chargeId: 'ch_1',
      amount: 100,
      currency: 'usd',
      createdAt: 0,
    };
    expect(createWebhookEvents()({ dispute })).toEqual([
      { type: 'charge.dispute.created', object: expect.objectContaining({ payment_intent: 'pi_1' }) },
    ]);
  });

  it('reports no change of an earlier run again', () => {
    expect(typesOf([intent({ status: 'succeeded' })], [intent({})])).toEqual(['payment_intent.succeeded']);
  });
});
