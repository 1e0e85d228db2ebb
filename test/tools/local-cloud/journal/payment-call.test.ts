import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PaymentCall } from '../../../../tools/local-cloud/journal/payment-call.ts';
import {
  type PaymentSimulator,
  startPaymentSimulator,
} from '../../../../tools/local-cloud/payments/payment-simulator.ts';

const calls: { trace: string; call: PaymentCall }[] = [];
let payments: PaymentSimulator;
beforeAll(async () => {
  payments = await startPaymentSimulator({ onCall: (trace, call) => calls.push({ trace, call }) });
});
afterAll(() => payments?.close());
beforeEach(() => void calls.splice(0));

const headers = {
  authorization: 'Bearer sk_test_51Hverysecret',
  'content-type': 'application/x-www-form-urlencoded',
  'idempotency-key': 'order-1:create',
  'x-amzn-trace-id': 'Root=1-a-b',
};

const create = (more: Record<string, string> = {}) =>
  fetch(`${payments.url}/v1/payment_intents`, {
    method: 'POST',
    headers: { ...headers, ...more },
    body: new URLSearchParams({ amount: '1200', currency: 'usd', 'metadata[orderId]': 'order-1' }),
  });

describe('watchPayments', () => {
  it('records a request and its answer, with keys and client secrets masked', async () => {
    await create();
    expect(calls).toEqual([
      {
        trace: 'Root=1-a-b',
        call: expect.objectContaining({
          method: 'POST',
          target: '/v1/payment_intents',
          headers: {
            authorization: 'Bearer sk_test_…',
            'content-type': 'application/x-www-form-urlencoded',
            'idempotency-key': 'order-1:create',
          },
          parameters: { amount: '1200', currency: 'usd', 'metadata[orderId]': 'order-1' },
          status: 200,
          replayed: false,
          answer: expect.objectContaining({ client_secret: expect.stringMatching(/^pi_\w+_secret_…$/) }),
        }),
      },
    ]);
    expect(JSON.stringify(calls)).not.toContain('verysecret');
  });

  it('records that an answer repeats an earlier one', async () => {
    await create({ 'idempotency-key': 'order-2:create' });
    await create({ 'idempotency-key': 'order-2:create' });
    expect(calls.map(({ call }) => call.replayed)).toEqual([false, true]);
  });

  it('records a request without an answer', async () => {
    await payments.beginOutage({ mode: 'hang', seconds: 60 });
    const hangingUp = request(`${payments.url}/v1/payment_intents`, { method: 'POST', headers });
    hangingUp.on('error', () => {});
    hangingUp.end();
    setTimeout(() => hangingUp.destroy(), 50);
    await expect.poll(() => calls).toHaveLength(1);
    expect(calls[0]?.call).not.toHaveProperty('status');
    await payments.endOutage();
  });

  it('does not record a request outside an invocation', async () => {
    const { 'x-amzn-trace-id': _, ...untraced } = headers;
    await fetch(`${payments.url}/v1/payment_intents`, { headers: untraced });
    expect(calls).toEqual([]);
  });
});
