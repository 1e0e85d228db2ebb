import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testPaymentMethods } from '../../../../lib/contract/test-payment-methods.ts';
import { type HttpServer, startHttpServer } from '../../../../tools/local-cloud/http/http-server.ts';
import { createLedgerEndpoint } from '../../../../tools/local-cloud/payments/ledger-endpoint.ts';
import {
  type PaymentSimulator,
  startPaymentSimulator,
} from '../../../../tools/local-cloud/payments/payment-simulator.ts';
import { stripeRequests } from '../../../harness/local-cloud/stripe-requests.ts';

describe('createLedgerEndpoint', () => {
  let simulator: PaymentSimulator;
  let server: HttpServer;
  beforeAll(async () => {
    simulator = await startPaymentSimulator();
    server = await startHttpServer(createLedgerEndpoint(simulator), 0);
  });
  afterAll(() => Promise.all([server.close(0), simulator.close()]));

  const items = async () => (await fetch(server.url)).json();

  it('lists charges and refunds', async () => {
    expect(await items()).toEqual({ items: [] });
    const stripe = stripeRequests(simulator.url);
    const id = await stripe.intent();
    await stripe.confirm(id, testPaymentMethods.succeeds);
    await stripe.post('/v1/refunds', { payment_intent: id });
    const money = { intentId: id, orderId: 'ord_1', amount: 1_999, currency: 'USD', at: expect.any(String) };
    expect(await items()).toEqual({
      items: [
        { type: 'charge', ...money },
        { type: 'refund', ...money },
      ],
    });
  });
});
