import Stripe from 'stripe';
import * as z from 'zod';
import { TransportError } from './http-exchange.ts';

/**
 * How a request to the gateway failed.
 * - `unreachable`: no connection.
 * - `timeout`, `interrupted`: no answer, or an incomplete one.
 * - `cancelled`: the caller aborted the request.
 * - `failed`: the gateway reported an error of its own.
 * - `throttled`: too many requests.
 * - `conflict`: another request holds the idempotency key or the payment.
 * - `refused`: the gateway rejected the request.
 * - `malformed`: the answer does not match the API's format.
 */
export type GatewayErrorKind =
  | 'unreachable'
  | 'timeout'
  | 'interrupted'
  | 'cancelled'
  | 'failed'
  | 'throttled'
  | 'conflict'
  | 'refused'
  | 'malformed';

export interface GatewayErrorFacts {
  readonly status?: number | undefined;
  /** The gateway's `type`, such as `card_error`. */
  readonly type?: string | undefined;
  readonly code?: string | undefined;
  readonly declineCode?: string | undefined;
  readonly param?: string | undefined;
  readonly requestId?: string | undefined;
  /** False when no byte of the request reached the gateway. */
  readonly sent?: boolean | undefined;
  readonly cause?: unknown;
}

/** A failed request to the gateway. Holds no data of the payment method and no credentials. */
export class GatewayError extends Error {
  readonly kind: GatewayErrorKind;
  readonly facts: Omit<GatewayErrorFacts, 'cause'>;

  constructor(kind: GatewayErrorKind, { cause, ...facts }: GatewayErrorFacts = {}) {
    const { status, type, code, param, requestId } = facts;
    const details = [status, type, code, param, requestId].filter((detail) => detail !== undefined);
    super(`request to the payment gateway failed: ${[kind, ...details].join(' ')}`, { cause });
    this.name = 'GatewayError';
    this.kind = kind;
    this.facts = facts;
  }
}

const outages: ReadonlySet<GatewayErrorKind> = new Set([
  'unreachable',
  'timeout',
  'interrupted',
  'failed',
  'malformed',
]);

/** Whether an error counts as an outage of the gateway for its circuit breaker. */
export const isGatewayFailure = (error: unknown): boolean =>
  error instanceof GatewayError && outages.has(error.kind);

/** Whether a request that failed with this error certainly had no effect at the gateway. */
export const hadNoEffect = (error: unknown): boolean => {
  if (!(error instanceof GatewayError)) return false;
  if (error.kind === 'cancelled') return error.facts.sent === false;
  return error.kind === 'unreachable' || error.kind === 'throttled' || error.kind === 'refused';
};

/** A code of the gateway. A value of any other form is dropped, because it could hold personal data. */
const code = z
  .string()
  .regex(/^[\w.[\]-]{1,64}$/)
  .optional()
  .catch(undefined);

const errorAnswerSchema = z.object({
  statusCode: z.int(),
  rawType: code,
  code,
  decline_code: code,
  param: code,
  requestId: code,
});

const kindOf = (status: number, { type, code }: GatewayErrorFacts): GatewayErrorKind => {
  // The first request with the key may have had the effect, although the gateway refused this one.
  if (type === 'idempotency_error' || code === 'lock_timeout' || status === 409) return 'conflict';
  if (status >= 500) return 'failed';
  if (status === 429 || code === 'rate_limit') return 'throttled';
  return status >= 400 ? 'refused' : 'malformed';
};

const transportKind = ({ reason, sent }: TransportError, caller: AbortSignal): GatewayErrorKind => {
  if (reason === 'aborted' && caller.aborted) return 'cancelled';
  if (!sent) return 'unreachable';
  return reason === 'failed' ? 'interrupted' : 'timeout';
};

/**
 * Converts an error of the `stripe` package. The original is dropped: it holds the payment method and the
 * client secret of the payment.
 * @param caller the signal of the whole call; a single try may have a shorter one.
 */
export const toGatewayError = (error: unknown, caller: AbortSignal): GatewayError => {
  if (error instanceof GatewayError) return error;
  if (error instanceof Stripe.errors.StripeConnectionError && error.detail instanceof TransportError) {
    const { detail } = error;
    return new GatewayError(transportKind(detail, caller), { sent: detail.sent, cause: detail });
  }
  const answer = errorAnswerSchema.safeParse(error);
  if (!(error instanceof Stripe.errors.StripeError) || !answer.success) {
    return new GatewayError('malformed', { sent: true });
  }
  const {
    statusCode: status,
    rawType: type,
    code,
    decline_code: declineCode,
    param,
    requestId,
  } = answer.data;
  const facts = { status, type, code, declineCode, param, requestId, sent: true };
  return new GatewayError(kindOf(status, facts), facts);
};
