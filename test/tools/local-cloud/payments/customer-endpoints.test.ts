import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testPaymentMethods as methods } from '../../../../lib/contract/test-payment-methods.ts';
import type { RequestHandler } from '../../../../tools/local-cloud/http/exchange.ts';
import { jsonResponse } from '../../../../tools/local-cloud/http/http-response.ts';
import { type HttpServer, startHttpServer } from '../../../../tools/local-cloud/http/http-server.ts';
import { customerEndpoint } from '../../../../tools/local-cloud/payments/customer-endpoints.ts';
import {
  type PaymentSimulator,
  startPaymentSimulator,
} from '../../../../tools/local-cloud/payments/payment-simulator.ts';
import { stripeRequests } from '../../../harness/local-cloud/stripe-requests.ts';

describe('customerEndpoint', () => {
  let simulator: PaymentSimulator;
  let server: HttpServer;
  let stripe: ReturnType<typeof stripeRequests>;
  beforeAll(async () => {
    simulator = await startPaymentSimulator();
    stripe = stripeRequests(simulator.url);
    const handle: RequestHandler = async (exchange) =>
      (await customerEndpoint(simulator, exchange.request.url ?? '')?.(exchange)) ?? jsonResponse(404, {});
    server = await startHttpServer(handle, 0);
  });
  afterAll(() => Promise.all([server.close(0), simulator.close()]));

  const post = async (id: string, action: string, body = ''): Promise<{ status: number; body: object }> => {
    const answer = await fetch(`${server.url}/local/payments/${id}/${action}`, { method: 'POST', body });
    return { status: answer.status, body: (await answer.json()) as object };
  };
  const confirmed = async (paymentMethod: string) => {
    const id = await stripe.intent();
    await stripe.confirm(id, paymentMethod);
    return id;
  };
  const statusOf = async (id: string) => (await stripe.get(`/v1/payment_intents/${id}`)).body.status;
  const movements = (id: string) =>
    simulator.ledger().flatMap(({ type, intentId }) => (intentId === id ? type : []));

  it('charges a payment that its customer authenticates', async () => {
    const id = await confirmed(methods.authenticationRequired);
    const { status, body } = await post(id, 'authentication', '{"outcome":"succeeded"}');
    expect([status, body]).toEqual([200, expect.objectContaining({ status: 'succeeded' })]);
    expect(movements(id)).toEqual(['charge']);
  });

  it('charges nothing when the customer fails to authenticate', async () => {
    const id = await confirmed(methods.authenticationRequired);
    const { body } = await post(id, 'authentication', '{"outcome":"failed"}');
    expect(body).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code: 'payment_intent_authentication_failure' },
    });
    expect([await statusOf(id), movements(id)]).toEqual(['requires_payment_method', []]);
  });

  it('reverses a disputed charge, once', async () => {
    const id = await confirmed(methods.succeeds);
    const answers = [await post(id, 'dispute'), await post(id, 'dispute')];
    expect(answers.map(({ status }) => status)).toEqual([200, 409]);
    expect(answers[0]?.body).toMatchObject({ object: 'dispute', payment_intent: id });
    expect(movements(id)).toEqual(['charge', 'dispute']);
  });

  it.each(['', '{}', '{"outcome":"maybe"}'])('rejects the outcome %j with the reason', async (body) => {
    const id = await confirmed(methods.authenticationRequired);
    expect(await post(id, 'authentication', body)).toEqual({
      status: 400,
      body: { message: 'outcome must be one of succeeded, failed' },
    });
  });

  it.each([
    ['authentication', '{"outcome":"succeeded"}'],
    ['dispute', ''],
  ])(
    'answers 404 to the %s of a payment that does not exist, and 409 to an early one',
    async (action, body) => {
      expect((await post('pi_nobody', action, body)).status).toBe(404);
      expect((await post(await stripe.intent(), action, body)).status).toBe(409);
    },
  );
});
