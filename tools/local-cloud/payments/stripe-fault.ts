import {
  type GatewayErrorCode,
  type GatewayErrorType,
  gatewayErrorCodes,
} from '../../../lib/contract/gateway-errors.ts';
import type { PaymentError, PaymentIntent } from './payment-intent.ts';

/** The `error` member of an answer. */
export interface StripeErrorBody {
  readonly type: GatewayErrorType;
  readonly message: string;
  readonly code?: string;
  readonly decline_code?: string;
  readonly param?: string;
}

interface FaultOptions {
  /** Whether the request got as far as to be carried out, so that its idempotency key stands for this answer. */
  readonly executed?: boolean;
  readonly intent?: PaymentIntent;
}

/** A request that ends in an error. */
export class StripeFault extends Error {
  readonly status: number;
  readonly body: StripeErrorBody;
  readonly executed: boolean;
  readonly intent: PaymentIntent | undefined;

  constructor(status: number, body: StripeErrorBody, { executed = false, intent }: FaultOptions = {}) {
    super(body.message);
    this.name = 'StripeFault';
    this.status = status;
    this.body = body;
    this.executed = executed;
    this.intent = intent;
  }
}

/** An error of the table that the service judges by. @param status where Stripe has another one for this case. */
const coded = (
  code: GatewayErrorCode,
  facts: Omit<StripeErrorBody, 'type' | 'code'>,
  options?: FaultOptions,
  status: number = gatewayErrorCodes[code].status,
) => new StripeFault(status, { type: gatewayErrorCodes[code].type, code, ...facts }, options);

const invalid = (status: number, facts: Omit<StripeErrorBody, 'type'>, options?: FaultOptions) =>
  new StripeFault(status, { type: 'invalid_request_error', ...facts }, options);

export const unauthorized = () =>
  invalid(401, { message: 'Send a secret key: `Authorization: Bearer sk_…`.' });

export const unknownUrl = (method: string, path: string) =>
  invalid(404, { message: `There is no ${method} ${path}.` });

export const missingParameter = (param: string) =>
  coded('parameter_missing', { param, message: `Parameter ${param} is missing.` });

export const unknownParameter = (param: string) =>
  coded('parameter_unknown', { param, message: `There is no parameter ${param}.` });

export const invalidInteger = (param: string) =>
  coded('parameter_invalid_integer', { param, message: `${param} is no such whole number.` });

export const amountTooSmall = (minimum: number) =>
  coded('amount_too_small', { param: 'amount', message: `amount is below the minimum of ${minimum}.` });

export const amountTooLarge = (maximum: number) =>
  coded('amount_too_large', { param: 'amount', message: `amount is above the maximum of ${maximum}.` });

export const invalidCurrency = () =>
  invalid(400, { param: 'currency', message: 'currency is a lower-case ISO 4217 code.' });

export const missing = (thing: string, id: string, param: string) =>
  coded('resource_missing', { param, message: `There is no ${thing} ${id}.` });

export const missingPaymentMethod = (id: string) =>
  coded(
    'resource_missing',
    { param: 'payment_method', message: `There is no payment method ${id}.` },
    {},
    400,
  );

/** Stripe gives neither a code nor a parameter. */
export const usedPaymentMethod = (id: string) =>
  invalid(400, { message: `Payment method ${id} was used before and may not be used again.` });

export const unexpectedState = (intent: PaymentIntent, action: string) =>
  coded(
    'payment_intent_unexpected_state',
    { message: `A payment intent in status ${intent.status} cannot be ${action}.` },
    { executed: true, intent },
  );

export const declined = (intent: PaymentIntent, { code, declineCode }: PaymentError) =>
  new StripeFault(
    402,
    {
      type: 'card_error',
      code,
      ...(declineCode !== undefined && { decline_code: declineCode }),
      message: `The card was declined: ${declineCode ?? code}.`,
    },
    { executed: true, intent },
  );

export const alreadyRefunded = (chargeId: string) =>
  coded(
    'charge_already_refunded',
    { message: `Charge ${chargeId} is refunded already.` },
    { executed: true },
  );

export const disputed = (chargeId: string) =>
  coded('charge_disputed', { message: `Charge ${chargeId} is disputed.` }, { executed: true });

export const refundTooLarge = (amount: number, left: number) =>
  invalid(
    400,
    { param: 'amount', message: `${amount} is more than the ${left} that are left of the charge.` },
    { executed: true },
  );

export const notCharged = (id: string) =>
  invalid(400, { message: `Payment intent ${id} has no successful charge to refund.` }, { executed: true });

/** Stripe keeps an error of its own under the idempotency key, as any other answer. */
export const unavailable = () =>
  new StripeFault(
    503,
    { type: 'api_error', message: 'The payment service is unavailable.' },
    { executed: true },
  );

export const keyReused = () =>
  new StripeFault(400, {
    type: 'idempotency_error',
    message: 'This idempotency key belongs to a request with other parameters.',
  });

export const keyInUse = () =>
  coded('idempotency_key_in_use', { message: 'Another request with this idempotency key is running.' });
