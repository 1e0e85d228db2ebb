import type { RequestListener } from 'node:http';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { isGatewayFailure } from '../../../../lib/adapters/stripe/gateway-error.ts';
import { createStripeClient } from '../../../../lib/adapters/stripe/stripe-client.ts';
import { createStripePaymentGateway } from '../../../../lib/adapters/stripe/stripe-payment-gateway.ts';
import { type PaymentGateway, PaymentOutcomeUnknown } from '../../../../lib/app/ports/payment-gateway.ts';
import { dependencyUnavailable } from '../../../../lib/contract/errors/factories.ts';
import { testPaymentMethods } from '../../../../lib/contract/test-payment-methods.ts';
import { startPaymentSimulator } from '../../../../tools/local-cloud/payments/payment-simulator.ts';
import { aCall } from '../../../builders/a-call.ts';
import { startScriptedServer } from '../../../harness/dynamodb/scripted-server.ts';
import { paymentGatewayContract } from '../../app/ports/payment-gateway.contract.ts';

const secret = 'sk_test_contract';

paymentGatewayContract(async (options) => {
  const simulator = await startPaymentSimulator(options);
  const gateway = createStripePaymentGateway({
    client: createStripeClient({ apiBase: simulator.url, timeoutMs: 1_000 }),
    secretKey: async () => secret,
    execute: (signal, call) => call(signal),
  });
  return { gateway, ledger: simulator.ledger, close: simulator.close };
});

type Answer = readonly [status: number, body: unknown];

const intentId = 'pi_1';
const intent = (facts: object) => ({ id: intentId, client_secret: 'pi_1_secret_x', ...facts });
const error = (facts: object) => ({
  error: { message: 'declined pm_secret', payment_method: { id: 'pm_secret' }, ...facts },
});
const succeeded: Answer = [200, intent({ status: 'succeeded' })];
const unexpectedState: Answer = [
  400,
  error({ type: 'invalid_request_error', code: 'payment_intent_unexpected_state' }),
];

const options = aCall();
const operations = {
  create: (gateway: PaymentGateway) =>
    gateway.create({ key: 'k', amount: { amount: 1_999, currency: 'USD' }, orderId: 'ord_1' }, options),
  confirm: (gateway: PaymentGateway) =>
    gateway.confirm({ key: 'k', intentId, paymentMethod: 'pm_secret' }, options),
  retrieve: (gateway: PaymentGateway) => gateway.retrieve(intentId, options),
  cancel: (gateway: PaymentGateway) => gateway.cancel(intentId, options),
  refund: (gateway: PaymentGateway) => gateway.refund({ key: 'k', intentId }, options),
};

describe('createStripePaymentGateway', () => {
  let stop = async () => {};
  afterEach(() => stop());

  /** A gateway that answers so, one after the other, and what its callers' circuit breaker sees of it. */
  const answering = async (...answers: readonly (Answer | RequestListener)[]) => {
    const rest = [...answers];
    const failures: unknown[] = [];
    const server = await startScriptedServer((request, response) => {
      const answer = rest.shift() ?? [500, {}];
      if (typeof answer === 'function') return answer(request, response);
      response.writeHead(answer[0], { 'request-id': 'req_1' }).end(JSON.stringify(answer[1]));
    });
    stop = server.stop;
    const gateway = createStripePaymentGateway({
      client: createStripeClient({ apiBase: server.endpoint, timeoutMs: 200 }),
      secretKey: async () => secret,
      execute: (caller, call) =>
        call(caller).catch((failure) => {
          failures.push(failure);
          throw failure;
        }),
    });
    return { gateway, failures, server };
  };

  describe('when the answer is clear', () => {
    it.each<[string, object, object]>([
      ['money that was taken', { status: 'succeeded' }, { status: 'succeeded' }],
      ['a payment in process', { status: 'processing' }, { status: 'processing' }],
      ['a cancelled payment', { status: 'canceled' }, { status: 'cancelled' }],
      ['a payment to be confirmed', { status: 'requires_confirmation' }, { status: 'unconfirmed' }],
      ['a payment that was never tried', { status: 'requires_payment_method' }, { status: 'unconfirmed' }],
      [
        'a payment that the customer would have to authenticate',
        { status: 'requires_action' },
        { status: 'declined', reason: 'authentication_required' },
      ],
      [
        'a decline by the issuer',
        {
          status: 'requires_payment_method',
          last_payment_error: { code: 'card_declined', decline_code: 'lost_card' },
        },
        { status: 'declined', reason: 'lost_card' },
      ],
      [
        'a decline without the issuer’s code',
        { status: 'requires_payment_method', last_payment_error: { code: 'expired_card' } },
        { status: 'declined', reason: 'expired_card' },
      ],
    ])('knows %s', async (_, facts, payment) => {
      const { gateway } = await answering([200, intent(facts)], [200, intent(facts)]);
      expect(await operations.retrieve(gateway)).toEqual(payment);
      expect(await operations.confirm(gateway)).toEqual(payment);
    });

    it.each<[string, Answer, string]>([
      [
        'the issuer’s code',
        [402, error({ type: 'card_error', code: 'card_declined', decline_code: 'fraudulent' })],
        'fraudulent',
      ],
      ['the gateway’s code', [402, error({ type: 'card_error', code: 'incorrect_cvc' })], 'incorrect_cvc'],
      ['no code', [402, error({ type: 'card_error' })], 'card_declined'],
      [
        'a code that is none',
        [402, error({ type: 'card_error', decline_code: '<b>no</b>' })],
        'card_declined',
      ],
      [
        'a payment method that there is not',
        [400, error({ type: 'invalid_request_error', code: 'resource_missing', param: 'payment_method' })],
        'invalid_payment_method',
      ],
    ])('takes a refusal with %s for a decline', async (_, answer, reason) => {
      const { gateway, failures } = await answering(answer);
      expect(await operations.confirm(gateway)).toEqual({ status: 'declined', reason });
      expect(failures).toEqual([]);
    });

    it.each(['confirm', 'cancel'] as const)(
      'asks how a payment stands that was decided before %s',
      async (name) => {
        const { gateway, failures } = await answering(unexpectedState, succeeded);
        expect(await operations[name](gateway)).toEqual({ status: 'succeeded' });
        expect(failures).toEqual([]);
      },
    );

    it.each(['succeeded', 'pending', undefined])('takes a refund in status %s for done', async (status) => {
      const { gateway } = await answering([200, { id: 're_1', status }]);
      expect(await operations.refund(gateway)).toBeUndefined();
    });

    it('leaves no payment waiting for its customer', async () => {
      const simulator = await startPaymentSimulator();
      stop = simulator.close;
      const client = createStripeClient({ apiBase: simulator.url });
      const secretKey = async () => secret;
      const gateway = createStripePaymentGateway({
        client,
        secretKey,
        execute: (caller, call) => call(caller),
      });
      const id = await operations.create(gateway);
      const paymentMethod = testPaymentMethods.authenticationRequired;
      await gateway.confirm({ key: 'confirm', intentId: id, paymentMethod }, options);
      expect(
        await client(options.signal, (stripe) => stripe.paymentIntents.retrieve(id, {}, { apiKey: secret })),
      ).toMatchObject({ status: 'requires_payment_method' });
    });

    it('takes a refund that was made before for done', async () => {
      const done = error({ type: 'invalid_request_error', code: 'charge_already_refunded' });
      const { gateway } = await answering([400, done]);
      expect(await operations.refund(gateway)).toBeUndefined();
    });
  });

  describe('when the gateway certainly did nothing', () => {
    const refusals: [string, Answer][] = [
      ['too many requests', [429, error({ type: 'invalid_request_error', code: 'rate_limit' })]],
      ['a key that is not valid', [401, error({ type: 'invalid_request_error' })]],
      ['a request that it does not take', [400, error({ type: 'invalid_request_error', param: 'amount' })]],
    ];
    it.each(
      refusals.flatMap(([title, answer]) =>
        Object.entries(operations).map(([name, call]) => [title, name, answer, call] as const),
      ),
    )('answers SYS-002 after %s for %s, which the circuit breaker ignores', async (_, __, answer, call) => {
      const { gateway, failures } = await answering(answer);
      await expect(call(gateway)).rejects.toMatchObject({ code: 'SYS-002', retryAfterSeconds: 1 });
      expect(failures.map(isGatewayFailure)).toEqual([false]);
    });

    it.each(Object.entries(operations))('answers SYS-002 when %s does not reach it', async (_, call) => {
      const { gateway, failures, server } = await answering();
      stop = async () => {};
      await server.stop();
      await expect(call(gateway)).rejects.toMatchObject({ code: 'SYS-002' });
      expect(failures.map(isGatewayFailure)).toEqual([true]);
    });

    it('answers SYS-002 when a refund comes to nothing', async () => {
      const { gateway } = await answering([200, { status: 'failed' }]);
      await expect(operations.refund(gateway)).rejects.toMatchObject({ code: 'SYS-002' });
    });

    it('passes on that its circuit is open', async () => {
      const open = dependencyUnavailable('payment-gateway', 7);
      const gateway = createStripePaymentGateway({
        client: createStripeClient({ apiBase: 'http://127.0.0.1:1' }),
        secretKey: async () => secret,
        execute: () => Promise.reject(open),
      });
      for (const call of Object.values(operations)) await expect(call(gateway)).rejects.toBe(open);
    });
  });

  describe('when the answer leaves it open', () => {
    const doubts: [string, Answer | RequestListener, boolean][] = [
      ['no answer in time', () => {}, true],
      ['a broken connection', (request) => void request.socket.destroy(), true],
      ['an error of the gateway', [500, error({ type: 'api_error' })], true],
      ['an error of something before it', [502, '<html>'], true],
      ['a success without content', [200, {}], true],
      ['a status that is new', [200, intent({ status: 'requires_capture' })], true],
      [
        'a key whose request is running',
        [409, error({ type: 'idempotency_error', code: 'idempotency_key_in_use' })],
        false,
      ],
      ['a key of another request', [400, error({ type: 'idempotency_error' })], false],
      [
        'a payment that is being worked on',
        [429, error({ type: 'invalid_request_error', code: 'lock_timeout' })],
        false,
      ],
    ];
    it.each(doubts)('does not know after %s whether money was taken', async (_, answer, counts) => {
      const { gateway, failures } = await answering(answer);
      await expect(operations.confirm(gateway)).rejects.toThrow(PaymentOutcomeUnknown);
      expect(failures.map(isGatewayFailure)).toEqual([counts]);
    });

    it.each(doubts.filter(([title]) => !/without content|status that is new/.test(title)))(
      'does not know after %s whether money was given back',
      async (_, answer) => {
        const { gateway } = await answering(answer);
        await expect(operations.refund(gateway)).rejects.toThrow(PaymentOutcomeUnknown);
      },
    );

    it.each(
      doubts.flatMap(([title, answer]) =>
        (['create', 'retrieve', 'cancel'] as const).map((name) => [title, name, answer] as const),
      ),
    )('answers SYS-002 after %s for %s, which moves no money', async (_, name, answer) => {
      const { gateway } = await answering(answer);
      await expect(operations[name](gateway)).rejects.toMatchObject({ code: 'SYS-002' });
    });

    it('does not know when the answer is about another payment', async () => {
      const { gateway } = await answering([200, { id: 'pi_2', status: 'succeeded' }]);
      await expect(operations.confirm(gateway)).rejects.toThrow(PaymentOutcomeUnknown);
    });

    it('does not know when the payment was decided before and nobody says how', async () => {
      const { gateway } = await answering(unexpectedState, [429, error({})]);
      await expect(operations.confirm(gateway)).rejects.toThrow(PaymentOutcomeUnknown);
    });
  });

  it.each(Object.entries(operations))('says nothing secret when %s fails', async (name, call) => {
    const facts = { payment_intent: intent({ status: 'succeeded' }) };
    const { gateway } = await answering([500, error({ type: 'api_error', ...facts })]);
    const failure: unknown = await call(gateway).catch((thrown: unknown) => thrown);
    const text = inspect(failure, { depth: 20, showHidden: true });
    expect(text).toContain('failed 500 api_error req_1');
    expect(text, name).not.toMatch(/sk_test|pm_secret|_secret_x/);
  });

  it('ends a call at once that its caller gives up, leaves no socket, and blames nobody', async () => {
    const { gateway, failures, server } = await answering(
      () => {},
      () => {},
    );
    for (const [name, expected] of [
      ['confirm', PaymentOutcomeUnknown],
      ['retrieve', /timed out/],
    ] as const) {
      const caller = new AbortController();
      const calls = {
        confirm: () =>
          gateway.confirm({ key: 'k', intentId, paymentMethod: 'pm_1' }, aCall({ signal: caller.signal })),
        retrieve: () => gateway.retrieve(intentId, aCall({ signal: caller.signal })),
      };
      const call = calls[name]();
      await vi.waitUntil(() => server.openSockets() === 1);
      caller.abort();
      await expect(call).rejects.toThrow(expected);
      await vi.waitUntil(() => server.openSockets() === 0);
    }
    expect(failures.map(isGatewayFailure)).toEqual([false, false]);
  });
});
