import type { RequestListener } from 'node:http';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { isGatewayFailure } from '../../../../lib/adapters/stripe/gateway-error.ts';
import { createStripeClient } from '../../../../lib/adapters/stripe/stripe-client.ts';
import { createStripePaymentGateway } from '../../../../lib/adapters/stripe/stripe-payment-gateway.ts';
import { PaymentOutcomeUnknown } from '../../../../lib/app/ports/payment-gateway.ts';
import { dependencyUnavailable } from '../../../../lib/contract/errors/factories.ts';
import { testPaymentMethods } from '../../../../lib/contract/test-payment-methods.ts';
import { startPaymentSimulator } from '../../../../tools/local-cloud/payments/payment-simulator.ts';
import { aCall } from '../../../builders/a-call.ts';
import {
  type Answer,
  answeringGateway,
  errorAnswer,
  intent,
  intentId,
  operations,
  options,
  secret,
  succeeded,
  unexpectedState,
} from '../../../harness/payments/answering-gateway.ts';
import { paymentGatewayContract } from '../../app/ports/payment-gateway.contract.ts';

paymentGatewayContract(async (options) => {
  const simulator = await startPaymentSimulator(options);
  const gateway = createStripePaymentGateway({
    client: createStripeClient({ apiBase: simulator.url, timeoutMs: 1_000 }),
    secretKey: async () => secret,
    execute: (signal, call) => call(signal),
    onConfigurationError: () => {},
    onRejection: () => {},
  });
  const { authenticate, dispute, ledger, close } = simulator;
  return { gateway, authenticate, dispute, ledger, close };
});

describe('createStripePaymentGateway', () => {
  let stop = async () => {};
  afterEach(() => stop());

  const answering = async (...answers: readonly (Answer | RequestListener)[]) => {
    const { server, ...answered } = await answeringGateway(...answers);
    stop = server.stop;
    return { ...answered, server };
  };

  describe('when the answer is clear', () => {
    it.each<[string, object, object]>([
      ['money that was taken', { status: 'succeeded' }, { status: 'succeeded' }],
      ['a payment in process', { status: 'processing' }, { status: 'processing' }],
      ['a cancelled payment', { status: 'canceled', payment_method: 'pm_1' }, { status: 'cancelled' }],
      [
        'a payment that was cancelled after a decline',
        { status: 'canceled', payment_method: null, last_payment_error: { code: 'card_declined' } },
        { status: 'cancelled' },
      ],
      [
        'a payment that was cancelled before anybody tried it',
        { status: 'canceled', payment_method: null },
        { status: 'cancelled', unconfirmed: true },
      ],
      ['a payment to be confirmed', { status: 'requires_confirmation' }, { status: 'unconfirmed' }],
      ['a payment that was never tried', { status: 'requires_payment_method' }, { status: 'unconfirmed' }],
      [
        'a payment that the customer has to authenticate',
        { status: 'requires_action' },
        { status: 'requires_action', clientSecret: 'pi_1_secret_x' },
      ],
      [
        'a decline by the issuer',
        {
          status: 'requires_payment_method',
          last_payment_error: { code: 'card_declined', decline_code: 'lost_card' },
        },
        { status: 'declined', reason: 'generic_decline' },
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
        [402, errorAnswer({ type: 'card_error', code: 'card_declined', decline_code: 'insufficient_funds' })],
        'insufficient_funds',
      ],
      [
        'the gateway’s code',
        [402, errorAnswer({ type: 'card_error', code: 'incorrect_cvc' })],
        'incorrect_card_details',
      ],
      ['no code', [402, errorAnswer({ type: 'card_error' })], 'generic_decline'],
      [
        'a code that is none',
        [402, errorAnswer({ type: 'card_error', decline_code: '<b>no</b>' })],
        'generic_decline',
      ],
      [
        'an unknown payment method',
        [
          400,
          errorAnswer({ type: 'invalid_request_error', code: 'resource_missing', param: 'payment_method' }),
        ],
        'invalid_payment_method',
      ],
      [
        'neither code nor parameter',
        [400, errorAnswer({ type: 'invalid_request_error' })],
        'invalid_payment_method',
      ],
      [
        'an amount',
        [400, errorAnswer({ type: 'invalid_request_error', param: 'amount' })],
        'payment_rejected',
      ],
    ])('judges a rejection with %s as a decline', async (_, answer, reason) => {
      const { gateway, failures } = await answering(answer);
      expect(await operations.confirm(gateway)).toEqual({ status: 'declined', reason });
      expect(failures).toEqual([]);
    });

    it.each(['amount_too_small', 'amount_too_large'])(
      'declines %s when the payment is created',
      async (code) => {
        const answer = errorAnswer({ type: 'invalid_request_error', code, param: 'amount' });
        const { gateway, failures, reported, rejected } = await answering([400, answer]);
        expect(await operations.create(gateway)).toEqual({ status: 'declined', reason: code });
        expect([failures, reported]).toEqual([[], []]);
        expect(rejected).toMatchObject([{ kind: 'payment', facts: { code, requestId: 'req_1' } }]);
      },
    );

    it.each(['confirm', 'cancel'] as const)(
      'reads the state of a payment that was decided before %s',
      async (name) => {
        const { gateway, failures } = await answering(unexpectedState, succeeded);
        expect(await operations[name](gateway)).toEqual({ status: 'succeeded' });
        expect(failures).toEqual([]);
      },
    );

    it('declines a payment method that was used before', async () => {
      const simulator = await startPaymentSimulator();
      stop = simulator.close;
      const gateway = createStripePaymentGateway({
        client: createStripeClient({ apiBase: simulator.url }),
        secretKey: async () => secret,
        execute: (caller, call) => call(caller),
        onConfigurationError: () => {},
        onRejection: () => {},
      });
      const pay = async (number: number) => {
        const amount = { amount: 1_999, currency: 'USD' } as const;
        const created = await gateway.create({ key: `create-${number}`, amount, orderId: 'ord_1' }, options);
        const id = created.status === 'created' ? created.intentId : '';
        const paymentMethod = testPaymentMethods.refundPending;
        return gateway.confirm({ key: `confirm-${number}`, intentId: id, paymentMethod }, options);
      };
      expect([await pay(1), await pay(2)]).toEqual([
        { status: 'succeeded' },
        { status: 'declined', reason: 'invalid_payment_method' },
      ]);
    });
  });

  describe('when the gateway did nothing', () => {
    const refusals: [string, Answer][] = [
      ['too many requests', [429, errorAnswer({ type: 'invalid_request_error', code: 'rate_limit' })]],
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

    it('passes on that its circuit is open', async () => {
      const open = dependencyUnavailable('payment-gateway', 7);
      const gateway = createStripePaymentGateway({
        client: createStripeClient({ apiBase: 'http://127.0.0.1:1' }),
        secretKey: async () => secret,
        execute: () => Promise.reject(open),
        onConfigurationError: () => {},
        onRejection: () => {},
      });
      for (const call of Object.values(operations)) await expect(call(gateway)).rejects.toBe(open);
    });
  });

  it.each(Object.entries(operations))('quotes no secret when %s fails', async (name, call) => {
    const facts = { payment_intent: intent({ status: 'succeeded' }) };
    const { gateway } = await answering([500, errorAnswer({ type: 'api_error', ...facts })]);
    const failure: unknown = await call(gateway).catch((thrown: unknown) => thrown);
    const text = inspect(failure, { depth: 20, showHidden: true });
    expect(text).toContain('outage 500 api_error req_1');
    expect(text, name).not.toMatch(/sk_test|pm_secret|_secret_x/);
  });

  it('ends a call at once that its caller aborts, leaves no socket, and counts no failure', async () => {
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
