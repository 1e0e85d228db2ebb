import * as z from 'zod';
import { type GatewayVerdict, judgeGatewayError } from '../../contract/gateway-errors.ts';
import type { PaymentFailureReason } from '../../contract/payment-failure-reasons.ts';
import { TransportError } from './http-exchange.ts';

/**
 * How a request to the gateway failed: the verdict about its answer, or
 * - `unreachable`: no connection.
 * - `timeout`, `interrupted`: no answer, or an incomplete one.
 * - `cancelled`: the caller aborted the request.
 * - `malformed`: the answer does not match the API's format.
 */
export type GatewayErrorKind =
  | GatewayVerdict['kind']
  | 'unreachable'
  | 'timeout'
  | 'interrupted'
  | 'cancelled'
  | 'malformed';

export interface GatewayErrorFacts {
  readonly status?: number | undefined;
  /** The gateway's `type`, such as `card_error`. */
  readonly type?: string | undefined;
  readonly code?: string | undefined;
  readonly declineCode?: string | undefined;
  readonly param?: string | undefined;
  readonly requestId?: string | undefined;
  /** True when the answer is that of an earlier request with the same idempotency key. */
  readonly replayed?: boolean | undefined;
  /** False when no byte of the request reached the gateway. */
  readonly sent?: boolean | undefined;
  /** Why the payment failed, when the kind is `payment`. */
  readonly reason?: PaymentFailureReason | undefined;
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
  'outage',
  'malformed',
]);

/** Whether an error counts as an outage of the gateway for its circuit breaker. */
export const isGatewayFailure = (error: unknown): boolean =>
  error instanceof GatewayError && outages.has(error.kind);

const withoutEffect: ReadonlySet<GatewayErrorKind> = new Set([
  'unreachable',
  'throttled',
  'payment',
  'configuration',
  'missing',
  'decided',
]);

/** Whether a request that failed with this error certainly had no effect at the gateway. */
export const hadNoEffect = (error: unknown): boolean => {
  if (!(error instanceof GatewayError)) return false;
  return error.kind === 'cancelled' ? error.facts.sent === false : withoutEffect.has(error.kind);
};

/** Header of an answer that the gateway has kept under an idempotency key. */
export const replayedHeader = 'idempotent-replayed';

/** A code of the gateway. A value of any other form is dropped, because it could hold personal data. */
const code = z
  .string()
  .regex(/^[\w.[\]-]{1,64}$/)
  .optional()
  .catch(undefined);

const errorAnswerSchema = z.object({
  statusCode: z.int().min(400),
  rawType: code,
  code,
  decline_code: code,
  param: code,
  requestId: code,
  headers: z
    .object({ [replayedHeader]: z.string().optional() })
    .optional()
    .catch(undefined),
});

const transportKind = ({ reason, sent }: TransportError, caller: AbortSignal): GatewayErrorKind => {
  if (reason === 'aborted' && caller.aborted) return 'cancelled';
  if (!sent) return 'unreachable';
  return reason === 'failed' ? 'interrupted' : 'timeout';
};

/** The request that failed. */
export interface FailedRequest {
  /** The signal of the whole call; a single try may have a shorter one. */
  readonly caller: AbortSignal;
  /** Whether the request confirmed a payment with a payment method. */
  readonly confirming?: boolean | undefined;
}

/** Recognizes an error of the `stripe` package by its form, because most functions never load the package. */
const isPackageError = (error: unknown): error is Error & { readonly detail: unknown } =>
  error instanceof Error && 'raw' in error && 'rawType' in error && 'detail' in error;

/**
 * Converts an error of the `stripe` package. The original is dropped: it holds the payment method and the
 * client secret of the payment.
 */
export const toGatewayError = (error: unknown, { caller, confirming }: FailedRequest): GatewayError => {
  if (error instanceof GatewayError) return error;
  if (isPackageError(error) && error.detail instanceof TransportError) {
    const { detail } = error;
    return new GatewayError(transportKind(detail, caller), { sent: detail.sent, cause: detail });
  }
  const answer = errorAnswerSchema.safeParse(error);
  if (!isPackageError(error) || !answer.success) {
    return new GatewayError('malformed', { sent: true });
  }
  const { statusCode: status, rawType: type, decline_code: declineCode, headers, ...rest } = answer.data;
  const replayed = headers?.[replayedHeader] === 'true';
  const facts = { status, type, declineCode, ...rest, sent: true, ...(replayed && { replayed }) };
  const verdict = judgeGatewayError(facts, confirming);
  return new GatewayError(verdict.kind, {
    ...facts,
    ...(verdict.kind === 'payment' && { reason: verdict.reason }),
  });
};
