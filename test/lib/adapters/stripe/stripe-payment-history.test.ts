import { describe, expect, it } from 'vitest';
import { GatewayError } from '../../../../lib/adapters/stripe/gateway-error.ts';
import type { StripeApi, StripeClient } from '../../../../lib/adapters/stripe/stripe-client.ts';
import { createStripePaymentHistory } from '../../../../lib/adapters/stripe/stripe-payment-history.ts';
import { aCall } from '../../../builders/a-call.ts';
import { orderIdOf } from '../../../builders/order-id-of.ts';

const orderId = orderIdOf(1);
const since = '2026-07-01T12:00:00.000Z';
const created = Date.parse(since) / 1_000;

/** The history of an account whose lists hold these, newest first. */
const historyOf = ({
  intents = [],
  refunds = [],
  disputes = [],
}: Readonly<Partial<Record<'intents' | 'refunds' | 'disputes', object[]>>>) => {
  const listOf = (items: object[]) => async () => ({ data: items, has_more: false });
  const api = {
    paymentIntents: { list: listOf(intents) },
    refunds: { list: listOf(refunds) },
    disputes: { list: listOf(disputes) },
  };
  const client: StripeClient = (_signal, request) => request(api as unknown as StripeApi);
  return createStripePaymentHistory({ client, secretKey: async () => 'sk_test_1' });
};

const intent = {
  id: 'pi_1',
  created,
  amount: 500,
  currency: 'usd',
  metadata: { orderId },
  status: 'succeeded',
};
const refund = {
  id: 're_1',
  created,
  amount: 500,
  currency: 'usd',
  payment_intent: 'pi_1',
  status: 'succeeded',
};

describe('createStripePaymentHistory', () => {
  const payments = (intents: object[]) =>
    Array.fromAsync(historyOf({ intents }).listPayments(since, aCall()), ({ intentId }) => intentId);
  const refundsOf = (refunds: object[]) =>
    Array.fromAsync(historyOf({ refunds }).listRefunds(since, aCall()), ({ refundId }) => refundId);

  it('lists a payment with its order, and a refund with its payment', async () => {
    const history = historyOf({ intents: [intent], refunds: [refund] });
    const amount = { amount: 500, currency: 'USD' };
    expect(await Array.fromAsync(history.listPayments(since, aCall()))).toEqual([
      { intentId: 'pi_1', orderId, amount, status: 'succeeded' },
    ]);
    expect(await Array.fromAsync(history.listRefunds(since, aCall()))).toEqual([
      { refundId: 're_1', intentId: 'pi_1', amount, status: 'succeeded' },
    ]);
  });

  it('lists a dispute with its payment, and none of a payment of others', async () => {
    const dispute = { ...refund, id: 'dp_1', status: 'needs_response' };
    const others = [
      { ...dispute, payment_intent: null },
      { ...dispute, currency: 'eur' },
    ];
    const history = historyOf({ disputes: [...others, dispute] });
    expect(await Array.fromAsync(history.listDisputes(since, aCall()))).toEqual([
      {
        disputeId: 'dp_1',
        intentId: 'pi_1',
        amount: { amount: 500, currency: 'USD' },
        status: 'needs_response',
      },
    ]);
  });

  it('ends at the time from which on it is asked', async () => {
    expect(await payments([intent, { ...intent, id: 'pi_0', created: created - 1 }])).toEqual(['pi_1']);
  });

  it.each([{ metadata: {} }, { metadata: null, currency: 'eur' }, { metadata: { orderId: '17' } }])(
    'leaves out a payment that others made in the account: %o',
    async (facts) => {
      expect(await payments([{ ...intent, id: 'pi_2', ...facts }, intent])).toEqual(['pi_1']);
    },
  );

  it.each([{ payment_intent: null }, { currency: 'eur' }])(
    'leaves out a refund of a payment of others: %o',
    async (facts) => {
      expect(await refundsOf([{ ...refund, id: 're_2', ...facts }, refund])).toEqual(['re_1']);
    },
  );

  it('fails on a malformed payment of ours', async () => {
    await expect(payments([{ ...intent, currency: 'eur' }])).rejects.toThrow(GatewayError);
  });
});
