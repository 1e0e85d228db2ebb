import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testPaymentMethods as methods } from '../../../../lib/contract/test-payment-methods.ts';
import {
  type PaymentSimulator,
  startPaymentSimulator,
} from '../../../../tools/local-cloud/payments/payment-simulator.ts';
import { stripeRequests } from '../../../harness/local-cloud/stripe-requests.ts';

describe('createRefunds', () => {
  let now: number;
  let simulator: PaymentSimulator;
  let stripe: ReturnType<typeof stripeRequests>;
  beforeEach(async () => {
    now = Date.parse('2026-07-01T12:00:00.000Z');
    simulator = await startPaymentSimulator({ now: () => now, processingMs: 1_000 });
    stripe = stripeRequests(simulator.url);
  });
  afterEach(() => simulator.close());

  const charged = async (paymentMethod: string = methods.succeeds) => {
    const id = await stripe.intent();
    await stripe.confirm(id, paymentMethod);
    return id;
  };
  const refund = (id: string, parameters: Record<string, string> = {}, key?: string) =>
    stripe.post('/v1/refunds', { payment_intent: id, ...parameters }, { ...(key !== undefined && { key }) });
  const listed = async (query: string) => (await stripe.get(`/v1/refunds${query}`)).body.data;
  const movements = () => simulator.ledger().map(({ type, amount }) => [type, amount]);

  it('gives back part of a charge, then the rest, then no more', async () => {
    const id = await charged();
    expect((await refund(id, { amount: '999' })).body).toMatchObject({ object: 'refund', amount: 999 });
    expect((await refund(id)).body).toMatchObject({ amount: 1_000, payment_intent: id, status: 'succeeded' });
    expect((await refund(id)).body.error.code).toBe('charge_already_refunded');
    expect(movements()).toEqual([
      ['charge', 1_999],
      ['refund', 999],
      ['refund', 1_000],
    ]);
  });

  it('rejects a refund above the charge', async () => {
    const id = await charged();
    const { status, body } = await refund(id, { amount: '2000' });
    expect([status, body.error.param]).toEqual([400, 'amount']);
    expect(simulator.ledger()).toHaveLength(1);
  });

  it('rejects a refund of a payment that was never charged', async () => {
    expect((await refund(await stripe.intent())).status).toBe(400);
    expect((await refund('pi_nobody')).status).toBe(404);
    expect((await stripe.post('/v1/refunds')).body.error.code).toBe('parameter_missing');
  });

  it('lists refunds, all or those of a payment', async () => {
    const ids = [await charged(), await charged()];
    for (const id of ids) await refund(id);
    const payments = async (query: string) =>
      (await listed(query)).map((item: { payment_intent: string }) => item.payment_intent);
    expect(await payments('')).toEqual(ids.toReversed());
    expect(await payments(`?payment_intent=${ids[0]}`)).toEqual(ids.slice(0, 1));
  });

  it('answers a refund by its id, with its metadata', async () => {
    const { body } = await refund(await charged(), { 'metadata[refundId]': 'r-1' });
    const answered = await stripe.get(`/v1/refunds/${body.id}`);
    expect(answered.body).toMatchObject({ id: body.id, metadata: { refundId: 'r-1' } });
    expect((await stripe.get('/v1/refunds/re_nobody')).body.error.code).toBe('resource_missing');
  });

  it.each([methods.refundPending, 'pm_card_pendingRefund'])(
    'keeps a refund of %s pending for a while',
    async (paymentMethod) => {
      const id = await charged(paymentMethod);
      expect((await refund(id)).body.status).toBe('pending');
      expect((await refund(id)).body.error.code).toBe('charge_already_refunded');
      expect(movements()).toEqual([['charge', 1_999]]);
      now += 1_000;
      expect(await listed(`?payment_intent=${id}`)).toMatchObject([{ status: 'succeeded' }]);
      expect(movements()).toEqual([
        ['charge', 1_999],
        ['refund', 1_999],
      ]);
    },
  );

  it('fails every refund of pm_sim_refund_fails', async () => {
    const id = await charged(methods.refundFails);
    for (const _ of ['first', 'second']) {
      expect((await refund(id)).body).toMatchObject({
        status: 'failed',
        failure_reason: 'expired_or_canceled_card',
      });
    }
    expect(movements()).toEqual([['charge', 1_999]]);
  });

  it('takes a refund of pm_card_refundFail back later', async () => {
    const id = await charged('pm_card_refundFail');
    expect((await refund(id)).body.status).toBe('succeeded');
    now += 1_000;
    expect(await listed(`?payment_intent=${id}`)).toMatchObject([{ status: 'failed' }]);
    expect(movements()).toEqual([
      ['charge', 1_999],
      ['refund', 1_999],
      ['refund_reversal', 1_999],
    ]);
  });

  it('keeps its error of the first refund of pm_sim_refund_unavailable under the key', async () => {
    const id = await charged(methods.refundUnavailable);
    const statuses = [];
    for (const key of ['a', 'a', 'b']) statuses.push((await refund(id, {}, key)).status);
    expect(statuses).toEqual([503, 503, 200]);
    expect(movements()).toEqual([
      ['charge', 1_999],
      ['refund', 1_999],
    ]);
  });

  it('rejects refunds of a disputed charge', async () => {
    const id = await charged('pm_card_createDispute');
    expect((await refund(id)).body.error.code).toBe('charge_disputed');
    expect((await stripe.get(`/v1/disputes?payment_intent=${id}`)).body.data).toMatchObject([
      { object: 'dispute', payment_intent: id, amount: 1_999 },
    ]);
    expect(movements()).toEqual([
      ['charge', 1_999],
      ['dispute', 1_999],
    ]);
  });
});
