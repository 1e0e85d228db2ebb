import type { RequestListener } from 'node:http';
import { createStripeClient } from '../../../lib/adapters/stripe/stripe-client.ts';
import { createStripePaymentGateway } from '../../../lib/adapters/stripe/stripe-payment-gateway.ts';
import type { PaymentGateway } from '../../../lib/app/ports/payment-gateway.ts';
import { aCall } from '../../builders/a-call.ts';
import { startScriptedServer } from '../dynamodb/scripted-server.ts';

export const secret = 'sk_test_contract';

export type Answer = readonly [status: number, body: unknown];

export const intentId = 'pi_1';
export const intent = (facts: object) => ({ id: intentId, client_secret: 'pi_1_secret_x', ...facts });
export const errorAnswer = (facts: object) => ({
  error: { message: 'declined pm_secret', payment_method: { id: 'pm_secret' }, ...facts },
});
export const succeeded: Answer = [200, intent({ status: 'succeeded' })];
export const unexpectedState: Answer = [
  400,
  errorAnswer({ type: 'invalid_request_error', code: 'payment_intent_unexpected_state' }),
];

export const options = aCall();
export const operations = {
  create: (gateway: PaymentGateway) =>
    gateway.create({ key: 'k', amount: { amount: 1_999, currency: 'USD' }, orderId: 'ord_1' }, options),
  confirm: (gateway: PaymentGateway) =>
    gateway.confirm({ key: 'k', intentId, paymentMethod: 'pm_secret' }, options),
  retrieve: (gateway: PaymentGateway) => gateway.retrieve(intentId, options),
  cancel: (gateway: PaymentGateway) => gateway.cancel(intentId, options),
  refund: (gateway: PaymentGateway) =>
    gateway.refund({ key: 'k', intentId, amount: { amount: 1, currency: 'USD' } }, options),
  retrieveRefund: (gateway: PaymentGateway) => gateway.retrieveRefund('re_1', options),
  listRefunds: (gateway: PaymentGateway) => gateway.listRefunds(intentId, options),
  listDisputes: (gateway: PaymentGateway) => gateway.listDisputes(intentId, options),
};

/** A gateway that answers so, one after the other, and what its callers' circuit breaker sees of it. */
export const answeringGateway = async (...answers: readonly (Answer | RequestListener)[]) => {
  const rest = [...answers];
  const failures: unknown[] = [];
  const reported: unknown[] = [];
  const rejected: unknown[] = [];
  const server = await startScriptedServer((request, response) => {
    const answer = rest.shift() ?? [500, {}];
    if (typeof answer === 'function') return answer(request, response);
    response.writeHead(answer[0], { 'request-id': 'req_1' }).end(JSON.stringify(answer[1]));
  });
  const gateway = createStripePaymentGateway({
    client: createStripeClient({ apiBase: server.endpoint, timeoutMs: 200 }),
    secretKey: async () => secret,
    execute: (caller, call) =>
      call(caller).catch((failure) => {
        failures.push(failure);
        throw failure;
      }),
    onConfigurationError: (failure) => reported.push(failure),
    onRejection: (failure) => rejected.push(failure),
  });
  return { gateway, failures, reported, rejected, server };
};
