import type { PaymentIntent } from './payment-intent.ts';

/** The `error` member of an answer. */
export interface StripeErrorBody {
  readonly type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';
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

const invalid = (status: number, facts: Omit<StripeErrorBody, 'type'>, options?: FaultOptions) =>
  new StripeFault(status, { type: 'invalid_request_error', ...facts }, options);

export const unauthorized = () =>
  invalid(401, { message: 'Send a secret key: `Authorization: Bearer sk_…`.' });

export const unknownUrl = (method: string, path: string) =>
  invalid(404, { message: `There is no ${method} ${path}.` });

export const missingParameter = (param: string) =>
  invalid(400, { code: 'parameter_missing', param, message: `Parameter ${param} is missing.` });

export const unknownParameter = (param: string) =>
  invalid(400, { code: 'parameter_unknown', param, message: `There is no parameter ${param}.` });

export const invalidInteger = (param: string) =>
  invalid(400, { code: 'parameter_invalid_integer', param, message: `${param} is no such whole number.` });

export const invalidCurrency = () =>
  invalid(400, { param: 'currency', message: 'currency is a lower-case ISO 4217 code.' });

export const missingIntent = (id: string, param = 'intent') =>
  invalid(404, { code: 'resource_missing', param, message: `There is no payment intent ${id}.` });

export const missingPaymentMethod = (id: string) =>
  invalid(400, {
    code: 'resource_missing',
    param: 'payment_method',
    message: `There is no payment method ${id}.`,
  });

export const unexpectedState = (intent: PaymentIntent, action: string) =>
  invalid(
    400,
    {
      code: 'payment_intent_unexpected_state',
      message: `A payment intent in status ${intent.status} cannot be ${action}.`,
    },
    { executed: true, intent },
  );

export const declined = (intent: PaymentIntent, code: string, declineCode: string) =>
  new StripeFault(
    402,
    {
      type: 'card_error',
      code,
      decline_code: declineCode,
      message: `The card was declined: ${declineCode}.`,
    },
    { executed: true, intent },
  );

export const alreadyRefunded = (chargeId: string) =>
  invalid(
    400,
    { code: 'charge_already_refunded', message: `Charge ${chargeId} is refunded already.` },
    { executed: true },
  );

export const refundTooLarge = (amount: number, left: number) =>
  invalid(
    400,
    { param: 'amount', message: `${amount} is more than the ${left} that are left of the charge.` },
    { executed: true },
  );

export const notCharged = (id: string) =>
  invalid(400, { message: `Payment intent ${id} has no successful charge to refund.` }, { executed: true });

export const unavailable = () =>
  new StripeFault(503, { type: 'api_error', message: 'The payment service is unavailable.' });

export const keyReused = () =>
  new StripeFault(400, {
    type: 'idempotency_error',
    message: 'This idempotency key belongs to a request with other parameters.',
  });

export const keyInUse = () =>
  new StripeFault(409, {
    type: 'idempotency_error',
    code: 'idempotency_key_in_use',
    message: 'Another request with this idempotency key is running.',
  });
