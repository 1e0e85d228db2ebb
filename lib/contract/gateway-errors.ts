import { gatewayDeclines } from './gateway-declines.ts';
import type { PaymentFailureReason } from './payment-failure-reasons.ts';

/**
 * The meaning of an error of the payment gateway.
 * - `payment`: a definite answer about this payment; no money was charged.
 * - `configuration`: our account, key or request is wrong; every payment fails until we correct it.
 * - `outage`: the gateway failed; whether the request had an effect is unknown.
 * - `throttled`: too many requests; the request had no effect.
 * - `conflict`: another request holds the idempotency key or the payment; its effect is unknown.
 * - `missing`: the gateway does not know the payment or the refund.
 * - `decided`: the payment is already in another state, which has to be read.
 */
export type GatewayVerdict =
  | { readonly kind: 'payment'; readonly reason: PaymentFailureReason }
  | { readonly kind: 'configuration' | 'missing' | 'outage' | 'throttled' | 'conflict' | 'decided' };

/** The `type` of an error of Stripe. Source: https://docs.stripe.com/api/errors */
export type GatewayErrorType = 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';

/** One error as Stripe documents it. */
interface GatewayErrorRow {
  readonly status: number;
  readonly type: GatewayErrorType;
  readonly verdict: GatewayVerdict;
}

const invalid = (verdict: GatewayVerdict, status = 400): GatewayErrorRow => ({
  status,
  type: 'invalid_request_error',
  verdict,
});

const payment = (reason: PaymentFailureReason): GatewayVerdict => ({ kind: 'payment', reason });

const card = (reason: PaymentFailureReason): GatewayErrorRow => ({
  status: 402,
  type: 'card_error',
  verdict: payment(reason),
});

const configuration: GatewayVerdict = { kind: 'configuration' };
const missing: GatewayVerdict = { kind: 'missing' };
const outage: GatewayVerdict = { kind: 'outage' };
const throttled: GatewayVerdict = { kind: 'throttled' };
const conflict: GatewayVerdict = { kind: 'conflict' };
const decided: GatewayVerdict = { kind: 'decided' };

/**
 * The error codes of Stripe that the requests of this service can cause.
 * Source: https://docs.stripe.com/error-codes
 */
export const gatewayErrorCodes = {
  account_closed: card('invalid_payment_method'),
  account_invalid: invalid(configuration, 403),
  action_blocked: invalid(configuration, 403),
  amount_too_large: invalid(payment('amount_too_large')),
  amount_too_small: invalid(payment('amount_too_small')),
  api_key_expired: invalid(configuration, 401),
  application_fees_not_allowed: invalid(configuration, 403),
  authentication_required: card('authentication_required'),
  balance_insufficient: invalid(configuration),
  capability_not_active: invalid(configuration),
  card_decline_rate_limit_exceeded: card('limit_exceeded'),
  card_declined: card('generic_decline'),
  charge_already_refunded: invalid(decided),
  charge_disputed: invalid(payment('payment_rejected')),
  charge_exceeds_source_limit: invalid(payment('limit_exceeded')),
  charge_exceeds_transaction_limit: invalid(payment('limit_exceeded')),
  charge_not_refundable: invalid(payment('payment_rejected')),
  country_unsupported: invalid(configuration),
  expired_card: card('expired_card'),
  expired_payment_method: card('expired_card'),
  idempotency_key_in_use: { status: 409, type: 'idempotency_error', verdict: conflict },
  incorrect_address: card('incorrect_card_details'),
  incorrect_cvc: card('incorrect_card_details'),
  incorrect_number: card('incorrect_card_details'),
  incorrect_postal_code: card('incorrect_card_details'),
  incorrect_zip: card('incorrect_card_details'),
  insufficient_funds: card('insufficient_funds'),
  intent_invalid_state: invalid(decided),
  invalid_card_type: invalid(payment('card_not_supported')),
  invalid_charge_amount: invalid(payment('payment_rejected')),
  invalid_cvc: card('incorrect_card_details'),
  invalid_expiry_month: card('incorrect_card_details'),
  invalid_expiry_year: card('incorrect_card_details'),
  invalid_number: card('incorrect_card_details'),
  livemode_mismatch: invalid(configuration),
  lock_timeout: invalid(conflict, 429),
  not_allowed_on_standard_account: invalid(configuration, 403),
  parameter_invalid_integer: invalid(payment('payment_rejected')),
  parameter_missing: invalid(configuration),
  parameter_unknown: invalid(configuration),
  parameters_exclusive: invalid(configuration),
  payment_intent_action_required: card('authentication_required'),
  payment_intent_authentication_failure: card('authentication_failed'),
  payment_intent_incompatible_payment_method: invalid(payment('invalid_payment_method')),
  payment_intent_payment_attempt_expired: card('authentication_failed'),
  payment_intent_payment_attempt_failed: card('generic_decline'),
  payment_intent_rate_limit_exceeded: invalid(throttled, 429),
  payment_intent_unexpected_state: invalid(decided),
  payment_method_currency_mismatch: invalid(payment('card_not_supported')),
  payment_method_customer_decline: card('generic_decline'),
  payment_method_invalid_parameter: invalid(payment('invalid_payment_method')),
  payment_method_not_available: invalid(payment('try_again_later')),
  payment_method_provider_decline: card('generic_decline'),
  payment_method_provider_timeout: card('try_again_later'),
  payment_method_restricted: invalid(payment('invalid_payment_method')),
  payment_method_unactivated: invalid(configuration),
  payment_method_unexpected_state: invalid(payment('invalid_payment_method')),
  payment_method_unsupported_type: invalid(payment('invalid_payment_method')),
  platform_account_required: invalid(configuration, 403),
  platform_api_key_expired: invalid(configuration, 401),
  processing_error: card('try_again_later'),
  rate_limit: invalid(throttled, 429),
  refund_disputed_payment: invalid(payment('payment_rejected')),
  request_blocked: invalid(configuration, 403),
  resource_missing: invalid(missing, 404),
  secret_key_required: invalid(configuration, 401),
  testmode_charges_only: invalid(configuration, 403),
  tls_version_unsupported: invalid(configuration, 403),
  url_invalid: invalid(configuration),
} as const satisfies Record<string, GatewayErrorRow>;

export type GatewayErrorCode = keyof typeof gatewayErrorCodes;

/** Statuses that state nothing about the payment, with any other fields of the error. */
const passingStatuses: Readonly<Record<number, GatewayVerdict>> = {
  409: conflict,
  424: outage,
  429: throttled,
};

/** The meaning of a status when neither the code nor the parameter is in a table. */
const statusVerdicts: Readonly<Record<number, GatewayVerdict>> = {
  402: payment('generic_decline'),
  404: configuration,
};

/** Values of a request that stem from the order or the customer; every other value is ours. */
const parameterVerdicts: Readonly<Record<string, GatewayVerdict>> = {
  amount: payment('payment_rejected'),
  currency: payment('payment_rejected'),
  payment_method: payment('invalid_payment_method'),
};

/** Fields that an error may have; each may be absent or unknown. */
export interface GatewayErrorFacts {
  readonly status: number;
  readonly type?: string | undefined;
  readonly code?: string | undefined;
  readonly declineCode?: string | undefined;
  readonly param?: string | undefined;
}

const own = <T>(table: Readonly<Record<string, T>>, key: string | undefined): T | undefined =>
  key !== undefined && Object.hasOwn(table, key) ? table[key] : undefined;

/**
 * Decides what an error of the gateway means. Every 4xx that the table does not list is an answer about the payment.
 * @param confirming whether the request confirmed a payment with a payment method: Stripe rejects one that was used
 *   before with neither code nor parameter.
 */
export const judgeGatewayError = (
  { status, type, code, declineCode, param }: GatewayErrorFacts,
  confirming = false,
): GatewayVerdict => {
  if (status >= 500) return outage;
  if (status === 401 || status === 403) return configuration;
  if (type === 'idempotency_error') return conflict;
  const reason = own(gatewayDeclines, declineCode);
  if (reason) return payment(reason);
  const known = own<GatewayErrorRow>(gatewayErrorCodes, code)?.verdict;
  const isVague = known === undefined || known.kind === 'configuration' || known.kind === 'missing';
  if (!isVague) return known;
  const verdict = passingStatuses[status] ?? own(parameterVerdicts, param) ?? known;
  if (verdict) return verdict;
  if (type === 'card_error') return payment('generic_decline');
  const bare = confirming && code === undefined && param === undefined;
  return statusVerdicts[status] ?? payment(bare ? 'invalid_payment_method' : 'payment_rejected');
};
