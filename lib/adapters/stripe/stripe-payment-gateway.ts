import {
  type GatewayPayment,
  type PaymentGateway,
  PaymentOutcomeUnknown,
} from '../../app/ports/payment-gateway.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { SecretSource } from '../../platform/secrets/secret.ts';
import type { GatewayError } from './gateway-error.ts';
import { toGatewayError } from './gateway-error.ts';
import { type Execute, moneyCall, plainCall } from './money-call.ts';
import { assertRefunded, createdIntentId, declineOf, paymentOf } from './payment-answer.ts';
import type { StripeClient, StripeRequest } from './stripe-client.ts';

export interface StripePaymentGatewayOptions {
  readonly client: StripeClient;
  readonly secretKey: SecretSource;
  readonly execute: Execute;
}

/** Another request has already decided the payment; the failure does not contain the outcome. */
const decidedBefore = 'decided before';

const isDecidedBefore = ({ kind, facts }: GatewayError): boolean =>
  kind === 'refused' && facts.code === 'payment_intent_unexpected_state';

const rethrow = (error: GatewayError): never => {
  throw error;
};

/** Payments by Stripe's PaymentIntents. */
export const createStripePaymentGateway = ({
  client,
  secretKey,
  execute,
}: StripePaymentGatewayOptions): PaymentGateway => {
  /** Makes one request. `recover` turns failures that are answers into results. */
  const attempt =
    <T>(
      caller: CallOptions,
      request: StripeRequest,
      read: (answer: unknown) => T,
      recover: (error: GatewayError) => T = rethrow,
    ) =>
    async ({ signal }: CallOptions): Promise<T> => {
      try {
        return read(await client(signal, request));
      } catch (error) {
        return recover(toGatewayError(error, caller.signal));
      }
    };

  const retrieve: PaymentGateway['retrieve'] = async (intentId, options) => {
    const apiKey = await secretKey(options);
    const request: StripeRequest = (stripe) => stripe.paymentIntents.retrieve(intentId, {}, { apiKey });
    return plainCall(
      execute,
      options,
      attempt(options, request, (answer) => paymentOf(answer, intentId)),
    );
  };

  return {
    retrieve,

    async create({ key, amount, orderId }, options) {
      const apiKey = await secretKey(options);
      const parameters = {
        amount: amount.amount,
        currency: amount.currency.toLowerCase(),
        payment_method_types: ['card'],
        metadata: { orderId },
      };
      const request: StripeRequest = (stripe) =>
        stripe.paymentIntents.create(parameters, { apiKey, idempotencyKey: key });
      return plainCall(execute, options, attempt(options, request, createdIntentId));
    },

    async confirm({ key, intentId, paymentMethod }, options) {
      const apiKey = await secretKey(options);
      const parameters = { payment_method: paymentMethod, error_on_requires_action: true };
      const request: StripeRequest = (stripe) =>
        stripe.paymentIntents.confirm(intentId, parameters, { apiKey, idempotencyKey: key });
      const payment = await moneyCall<GatewayPayment | typeof decidedBefore>(
        execute,
        options,
        attempt<GatewayPayment | typeof decidedBefore>(
          options,
          request,
          (answer) => paymentOf(answer, intentId),
          (error) => (isDecidedBefore(error) ? decidedBefore : (declineOf(error) ?? rethrow(error))),
        ),
      );
      if (payment !== decidedBefore) return payment;
      try {
        return await retrieve(intentId, options);
      } catch (error) {
        throw new PaymentOutcomeUnknown(error);
      }
    },

    async cancel(intentId, options) {
      const apiKey = await secretKey(options);
      const request: StripeRequest = (stripe) => stripe.paymentIntents.cancel(intentId, {}, { apiKey });
      const payment = await plainCall(
        execute,
        options,
        attempt<GatewayPayment | typeof decidedBefore>(
          options,
          request,
          (answer) => paymentOf(answer, intentId),
          (error) => (isDecidedBefore(error) ? decidedBefore : rethrow(error)),
        ),
      );
      return payment === decidedBefore ? retrieve(intentId, options) : payment;
    },

    async refund({ key, intentId }, options) {
      const apiKey = await secretKey(options);
      const request: StripeRequest = (stripe) =>
        stripe.refunds.create({ payment_intent: intentId }, { apiKey, idempotencyKey: key });
      await moneyCall(
        execute,
        options,
        attempt(options, request, assertRefunded, (error) => {
          if (error.facts.code !== 'charge_already_refunded') throw error;
        }),
      );
    },
  };
};
