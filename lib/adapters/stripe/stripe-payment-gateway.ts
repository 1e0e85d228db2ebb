import {
  type CreatedPayment,
  type GatewayPayment,
  type GatewayRefund,
  type PaymentGateway,
  PaymentOutcomeUnknown,
  type RefusedRefund,
  type SpentKey,
} from '../../app/ports/payment-gateway.ts';
import { ServiceError, unexpectedError } from '../../contract/errors/factories.ts';
import type { Dispute } from '../../domain/dispute.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { SecretSource } from '../../platform/secrets/secret.ts';
import { disputesOf } from './dispute-answer.ts';
import { GatewayError, toGatewayError } from './gateway-error.ts';
import { type Call, type Execute, moneyCall, plainCall } from './money-call.ts';
import { createdIntentId, declineOf, orderIdOf, paymentOf } from './payment-answer.ts';
import { referenceName, refundOf, refundsOf, refusalOf, spentKeyOf } from './refund-answer.ts';
import type { StripeApi, StripeClient } from './stripe-client.ts';
import { stripeKeyFrom } from './stripe-key.ts';

export interface StripePaymentGatewayOptions {
  readonly client: StripeClient;
  readonly secretKey: SecretSource;
  readonly execute: Execute;
  /** Receives each failure that our key, account or request caused. */
  readonly onConfigurationError: (error: unknown) => void;
  /** Receives each definite answer that a payment or a refund is not made. */
  readonly onRejection: (error: GatewayError) => void;
}

/** One request to the gateway: what is sent, and what its answer means. */
interface GatewayRequest<T> {
  readonly send: (stripe: StripeApi, apiKey: string) => Promise<unknown>;
  readonly read: (answer: unknown) => T;
  /** Reads a failure that is an answer; `undefined` for every other failure. */
  readonly recover?: (error: GatewayError) => T | undefined;
  /** Whether the call confirms a payment with a payment method. */
  readonly confirming?: boolean;
}

/** Another request has already decided the payment; the failure does not contain the outcome. */
const decidedBefore = 'decided before';

const decidedOf = ({ kind }: GatewayError): typeof decidedBefore | undefined =>
  kind === 'decided' ? decidedBefore : undefined;

/** The gateway does not know what a request is about. */
const missing = 'missing';

const missingOf = ({ kind }: GatewayError): typeof missing | undefined =>
  kind === 'missing' ? missing : undefined;

/** The answer of the gateway behind a SYS-001. */
const rejectionBehind = ({ cause }: ServiceError): GatewayError | undefined =>
  cause instanceof Error && cause.cause instanceof GatewayError ? cause.cause : undefined;

const isRejectedKey = (error: unknown): boolean =>
  error instanceof ServiceError && rejectionBehind(error)?.facts.status === 401;

/** Payments by Stripe's PaymentIntents. */
export const createStripePaymentGateway = ({
  client,
  secretKey,
  execute,
  onConfigurationError,
  onRejection,
}: StripePaymentGatewayOptions): PaymentGateway => {
  /** @throws {ServiceError} SYS-001 when the secret does not hold a key of the gateway. */
  const keyOf = async (options: CallOptions, rejected?: string): Promise<string> => {
    try {
      return stripeKeyFrom(await secretKey(options, rejected));
    } catch (error) {
      throw error instanceof ServiceError ? error : unexpectedError(error);
    }
  };

  const attempt =
    <T>(caller: CallOptions, apiKey: string, { send, read, recover, confirming }: GatewayRequest<T>) =>
    async ({ signal }: CallOptions): Promise<T> => {
      try {
        return read(await client(signal, (stripe) => send(stripe, apiKey)));
      } catch (thrown) {
        const error = toGatewayError(thrown, { caller: caller.signal, confirming });
        const answer = recover?.(error);
        if (answer === undefined) throw error;
        if (error.kind === 'payment') onRejection(error);
        return answer;
      }
    };

  /** Makes one request; once more when the key was rejected and the secret holds another one by now. */
  const call = async <T>(by: Call, options: CallOptions, request: GatewayRequest<T>): Promise<T> => {
    try {
      const apiKey = await keyOf(options);
      try {
        return await by(execute, options, attempt(options, apiKey, request));
      } catch (error) {
        const renewed = isRejectedKey(error) ? await keyOf(options, apiKey) : apiKey;
        if (renewed === apiKey) throw error;
        return await by(execute, options, attempt(options, renewed, request));
      }
    } catch (error) {
      if (error instanceof ServiceError && error.code === 'SYS-001') {
        onConfigurationError(rejectionBehind(error) ?? error.cause);
      }
      throw error;
    }
  };

  const retrieve: PaymentGateway['retrieve'] = (intentId, options) =>
    call<GatewayPayment>(plainCall, options, {
      send: (stripe, apiKey) => stripe.paymentIntents.retrieve(intentId, {}, { apiKey }),
      read: (answer) => paymentOf(answer, intentId),
      recover: ({ kind }) => (kind === 'missing' ? { status: 'missing' } : undefined),
    });

  return {
    retrieve,

    create({ key, amount, orderId }, options) {
      const parameters = {
        amount: amount.amount,
        currency: amount.currency.toLowerCase(),
        payment_method_types: ['card'],
        metadata: { orderId },
      };
      return call<CreatedPayment>(plainCall, options, {
        send: (stripe, apiKey) => stripe.paymentIntents.create(parameters, { apiKey, idempotencyKey: key }),
        read: (answer) => ({ status: 'created', intentId: createdIntentId(answer) }),
        recover: declineOf,
      });
    },

    async confirm({ key, intentId, paymentMethod }, options) {
      const parameters = { payment_method: paymentMethod, use_stripe_sdk: true };
      const payment = await call<GatewayPayment | typeof decidedBefore>(moneyCall, options, {
        send: (stripe, apiKey) =>
          stripe.paymentIntents.confirm(intentId, parameters, { apiKey, idempotencyKey: key }),
        read: (answer) => paymentOf(answer, intentId),
        recover: (error) => decidedOf(error) ?? declineOf(error),
        confirming: true,
      });
      if (payment !== decidedBefore) return payment;
      try {
        return await retrieve(intentId, options);
      } catch (error) {
        throw new PaymentOutcomeUnknown(error);
      }
    },

    async orderOf(intentId, options) {
      const orderId = await call<string | typeof missing | undefined>(plainCall, options, {
        send: (stripe, apiKey) => stripe.paymentIntents.retrieve(intentId, {}, { apiKey }),
        read: orderIdOf,
        recover: missingOf,
      });
      return orderId === missing ? undefined : orderId;
    },

    async cancel(intentId, options) {
      const payment = await call<GatewayPayment | typeof decidedBefore>(plainCall, options, {
        send: (stripe, apiKey) => stripe.paymentIntents.cancel(intentId, {}, { apiKey }),
        read: (answer) => paymentOf(answer, intentId),
        recover: decidedOf,
      });
      return payment === decidedBefore ? retrieve(intentId, options) : payment;
    },

    refund({ key, intentId, amount }, options) {
      const parameters = {
        payment_intent: intentId,
        amount: amount.amount,
        metadata: { [referenceName]: key },
      };
      return call<GatewayRefund | RefusedRefund | SpentKey>(moneyCall, options, {
        send: (stripe, apiKey) => stripe.refunds.create(parameters, { apiKey, idempotencyKey: key }),
        read: refundOf,
        recover: (error) => refusalOf(error) ?? spentKeyOf(error),
      });
    },

    async retrieveRefund(refundId, options) {
      const refund = await call<GatewayRefund | typeof missing>(plainCall, options, {
        send: (stripe, apiKey) => stripe.refunds.retrieve(refundId, {}, { apiKey }),
        read: refundOf,
        recover: missingOf,
      });
      return refund === missing ? undefined : refund;
    },

    async listRefunds(intentId, options) {
      // The newest 100: the one that is looked for was requested last.
      const parameters = { payment_intent: intentId, limit: 100 };
      const refunds = await call<readonly GatewayRefund[] | typeof missing>(plainCall, options, {
        send: (stripe, apiKey) => stripe.refunds.list(parameters, { apiKey }),
        read: refundsOf,
        recover: missingOf,
      });
      return refunds === missing ? [] : refunds;
    },

    async listDisputes(intentId, options) {
      const parameters = { payment_intent: intentId, limit: 100 };
      const disputes = await call<readonly Dispute[] | typeof missing>(plainCall, options, {
        send: (stripe, apiKey) => stripe.disputes.list(parameters, { apiKey }),
        read: disputesOf,
        recover: missingOf,
      });
      return disputes === missing ? [] : disputes;
    },
  };
};
