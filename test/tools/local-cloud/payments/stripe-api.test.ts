import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { testPaymentMethods as methods } from '../../../../lib/contract/test-payment-methods.ts';
import {
  type PaymentSimulator,
  startPaymentSimulator,
} from '../../../../tools/local-cloud/payments/payment-simulator.ts';
import { stripeRequests } from '../../../harness/local-cloud/stripe-requests.ts';

describe('createStripeApi', () => {
  let simulator: PaymentSimulator;
  let stripe: ReturnType<typeof stripeRequests>;
  beforeEach(async () => {
    simulator = await startPaymentSimulator();
    stripe = stripeRequests(simulator.url);
  });
  afterEach(() => simulator.close());

  describe('when a request cannot be understood', () => {
    it.each(['', 'Bearer pk_test_1', 'Basic c2tfdGVzdA=='])(
      'answers 401 to the key %j',
      async (authorization) => {
        const { status, body } = await stripe.get('/v1/payment_intents', { authorization });
        expect([status, body.error.type]).toEqual([401, 'invalid_request_error']);
      },
    );

    it.each([
      ['GET', '/v1/charges'],
      ['DELETE', '/v1/payment_intents/pi_1'],
    ])('answers 404 to %s %s', async (method, path) => {
      expect((await stripe.request(method, path, undefined)).status).toBe(404);
    });

    it.each([
      [{ currency: 'usd' }, 'parameter_missing', 'amount'],
      [{ amount: '50' }, 'parameter_missing', 'currency'],
      [{ amount: '0', currency: 'usd' }, 'amount_too_small', 'amount'],
      [{ amount: '49', currency: 'usd' }, 'amount_too_small', 'amount'],
      [{ amount: '1.5', currency: 'usd' }, 'parameter_invalid_integer', 'amount'],
      [{ amount: '100000000', currency: 'usd' }, 'amount_too_large', 'amount'],
      [{ amount: '50', currency: 'USD' }, undefined, 'currency'],
      [{ amount: '50', currency: 'usd', colour: 'red' }, 'parameter_unknown', 'colour'],
      [{ amount: '50', currency: 'usd', payment_method: 'pm_x' }, 'resource_missing', 'payment_method'],
    ])('answers 400 to %o', async (parameters, code, param) => {
      const { status, body } = await stripe.post('/v1/payment_intents', parameters);
      expect([status, body.error.code, body.error.param]).toEqual([400, code, param]);
    });

    it('gives each answer an id', async () => {
      const ids = [await stripe.get('/v1/payment_intents'), await stripe.get('/v1/charges')].map(
        ({ headers }) => headers.get('request-id'),
      );
      expect(new Set(ids).size).toBe(2);
      expect(ids[0]).toMatch(/^req_\w+$/);
    });
  });

  describe('when a payment follows its lifecycle', () => {
    it('creates it unconfirmed, and answers its state', async () => {
      const id = await stripe.intent();
      const { body } = await stripe.get(`/v1/payment_intents/${id}`);
      expect(body).toMatchObject({
        id,
        object: 'payment_intent',
        amount: 1_999,
        amount_received: 0,
        currency: 'usd',
        metadata: { orderId: 'ord_1' },
        status: 'requires_payment_method',
        last_payment_error: null,
        livemode: false,
      });
    });

    it('creates and confirms in one step', async () => {
      const { body } = await stripe.post('/v1/payment_intents', {
        amount: '50',
        currency: 'usd',
        confirm: 'true',
        payment_method: methods.succeeds,
      });
      expect(body).toMatchObject({
        status: 'succeeded',
        amount_received: 50,
        latest_charge: expect.stringMatching(/^ch_/),
      });
      expect(simulator.ledger()).toMatchObject([{ type: 'charge', amount: 50, orderId: null }]);
    });

    it('confirms with the payment method that it was created with', async () => {
      const id = await stripe.intent({ payment_method: methods.succeeds });
      expect((await stripe.get(`/v1/payment_intents/${id}`)).body.status).toBe('requires_confirmation');
      expect((await stripe.post(`/v1/payment_intents/${id}/confirm`)).body.status).toBe('succeeded');
    });

    it('answers a decline as 402 with its code and the payment', async () => {
      const id = await stripe.intent();
      const { status, body } = await stripe.confirm(id, methods.insufficientFunds);
      expect(status).toBe(402);
      expect(body.error).toMatchObject({
        type: 'card_error',
        code: 'card_declined',
        decline_code: 'insufficient_funds',
        payment_intent: {
          id,
          status: 'requires_payment_method',
          last_payment_error: { decline_code: 'insufficient_funds' },
        },
      });
    });

    it('asks for authentication where that is allowed', async () => {
      const id = await stripe.intent();
      const { body } = await stripe.confirm(id, methods.authenticationRequired);
      expect(body).toMatchObject({ status: 'requires_action', next_action: { type: 'use_stripe_sdk' } });
      expect(body.client_secret).toMatch(new RegExp(`^${id}_secret_\\w{10,}$`));
    });

    it('cancels a payment that waits for its customer', async () => {
      const id = await stripe.intent();
      await stripe.confirm(id, methods.authenticationRequired);
      expect((await stripe.post(`/v1/payment_intents/${id}/cancel`)).body.status).toBe('canceled');
      expect(simulator.ledger()).toEqual([]);
    });

    it('charges a payment method of the test mode any number of times, and another one once', async () => {
      const ids = [
        await stripe.intent(),
        await stripe.intent(),
        await stripe.intent(),
        await stripe.intent(),
      ];
      const tried = [methods.succeeds, methods.succeeds, methods.refundPending, methods.refundPending];
      const answers = [];
      for (const [index, method] of tried.entries())
        answers.push(await stripe.confirm(ids[index] ?? '', method));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 400]);
      expect(answers[3]?.body.error).toEqual({
        type: 'invalid_request_error',
        message: expect.stringContaining('used before'),
      });
      const suffixed = await stripe.confirm(ids[3] ?? '', `${methods.refundPending}_2`);
      expect(suffixed.body.status).toBe('succeeded');
    });

    it.each(['confirm', 'cancel'])('refuses to %s a payment that is charged or cancelled', async (action) => {
      const taken = await stripe.intent();
      await stripe.confirm(taken, methods.succeeds);
      const cancelled = await stripe.intent();
      expect((await stripe.post(`/v1/payment_intents/${cancelled}/cancel`)).body.status).toBe('canceled');
      for (const id of [taken, cancelled]) {
        const { status, body } = await stripe.post(`/v1/payment_intents/${id}/${action}`);
        expect([status, body.error.code]).toEqual([400, 'payment_intent_unexpected_state']);
        expect(body.error.payment_intent.id).toBe(id);
      }
    });

    it('refuses to confirm without a payment method', async () => {
      const id = await stripe.intent();
      const { body } = await stripe.post(`/v1/payment_intents/${id}/confirm`);
      expect(body.error.code).toBe('payment_intent_unexpected_state');
    });

    it('answers 404 for an unknown payment', async () => {
      const { status, body } = await stripe.confirm('pi_nobody', methods.succeeds);
      expect([status, body.error.code]).toEqual([404, 'resource_missing']);
    });
  });

  it('lists payments page by page, newest first', async () => {
    const ids = [await stripe.intent(), await stripe.intent(), await stripe.intent()].toReversed();
    const first = await stripe.get('/v1/payment_intents?limit=2');
    expect(first.body).toMatchObject({ object: 'list', has_more: true });
    const second = await stripe.get(`/v1/payment_intents?limit=2&starting_after=${ids[1]}`);
    expect(second.body.has_more).toBe(false);
    expect([...first.body.data, ...second.body.data].map(({ id }) => id)).toEqual(ids);
    for (const limit of ['0', '101', 'x']) {
      expect((await stripe.get(`/v1/payment_intents?limit=${limit}`)).body.error.param).toBe('limit');
    }
  });

  describe('when an idempotency key is used again', () => {
    it('repeats the answer without another effect', async () => {
      const id = await stripe.intent();
      const first = await stripe.confirm(id, methods.succeeds, { key: 'a' });
      const second = await stripe.confirm(id, methods.succeeds, { key: 'a' });
      expect([second.status, second.body]).toEqual([200, first.body]);
      expect([first, second].map(({ headers }) => headers.get('idempotent-replayed'))).toEqual([
        null,
        'true',
      ]);
      expect(simulator.ledger()).toHaveLength(1);
    });

    it('repeats a lost answer, also while its connection is held', async () => {
      const id = await stripe.intent();
      const caller = new AbortController();
      const options = { key: 'a', signal: caller.signal };
      const first = stripe.confirm(id, methods.timeoutAfterCharge, options).catch(() => 'no answer');
      await vi.waitUntil(() => simulator.ledger().length === 1);
      const second = await stripe.confirm(id, methods.timeoutAfterCharge, { key: 'a' });
      expect([second.status, second.headers.get('idempotent-replayed')]).toEqual([200, 'true']);
      caller.abort();
      expect(await first).toBe('no answer');
      expect(simulator.ledger()).toHaveLength(1);
    });

    it('repeats a decline', async () => {
      const id = await stripe.intent();
      await stripe.confirm(id, methods.declined, { key: 'a' });
      const { status, headers } = await stripe.confirm(id, methods.declined, { key: 'a' });
      expect([status, headers.get('idempotent-replayed')]).toEqual([402, 'true']);
    });

    it('refuses other parameters and another path', async () => {
      const [id, other] = [await stripe.intent(), await stripe.intent()];
      await stripe.confirm(id, methods.succeeds, { key: 'a' });
      for (const answer of [
        await stripe.confirm(id, methods.declined, { key: 'a' }),
        await stripe.confirm(other, methods.succeeds, { key: 'a' }),
      ]) {
        expect([answer.status, answer.body.error.type]).toEqual([400, 'idempotency_error']);
      }
    });

    it('executes a request that was not executed before', async () => {
      const id = await stripe.intent();
      await stripe.confirm(id, 'pm_nobody', { key: 'a' });
      await stripe.confirm(id, methods.succeeds, { key: 'a' });
      expect(simulator.ledger()).toHaveLength(1);
    });

    it('repeats an error of its own', async () => {
      const id = await stripe.intent();
      const answers = [
        await stripe.confirm(id, methods.unavailable, { key: 'a' }),
        await stripe.confirm(id, methods.unavailable, { key: 'a' }),
      ];
      expect(answers.map(({ status, headers }) => [status, headers.get('idempotent-replayed')])).toEqual([
        [503, null],
        [503, 'true'],
      ]);
      expect((await stripe.confirm(id, methods.succeeds, { key: 'b' })).status).toBe(200);
    });

    it('answers 409 while its first request is running, and executes it afterwards', async () => {
      const id = await stripe.intent();
      const caller = new AbortController();
      const running = stripe.confirm(id, methods.timeoutBeforeCharge, { key: 'a', signal: caller.signal });
      await vi.waitUntil(async () => {
        const { body } = await stripe.confirm(id, 'pm_nobody', { key: 'a' });
        return body.error.type === 'idempotency_error';
      });
      const again = await stripe.confirm(id, methods.timeoutBeforeCharge, { key: 'a' });
      expect([again.status, again.body.error.code]).toEqual([409, 'idempotency_key_in_use']);
      caller.abort();
      await expect(running).rejects.toThrow();
      await vi.waitUntil(
        async () => (await stripe.confirm(id, methods.succeeds, { key: 'a' })).status === 200,
      );
      expect(simulator.ledger()).toHaveLength(1);
    });
  });
});
