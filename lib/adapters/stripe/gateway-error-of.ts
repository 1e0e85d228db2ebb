import Stripe from 'stripe';
import * as z from 'zod';
import { GatewayError, type GatewayErrorFacts, type GatewayErrorKind } from './gateway-error.ts';
import { TransportError } from './transport-error.ts';

/** Codes are the gateway's words, but only words: whatever else stands there is left out. */
const word = z
  .string()
  .regex(/^[\w.[\]-]{1,64}$/)
  .optional()
  .catch(undefined);

const answerSchema = z.object({
  statusCode: z.int(),
  rawType: word,
  code: word,
  decline_code: word,
  param: word,
  requestId: word,
});

const kindOf = (status: number, { type, code }: GatewayErrorFacts): GatewayErrorKind => {
  // The first request with the key may have had the effect that this one was refused.
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
 * What the `stripe` package threw, in our terms. Its own errors are not passed on: they hold the payment
 * method and the client's secret of the payment.
 * @param caller the signal of the whole call, of which a try may have only a part of the time.
 */
export const gatewayErrorOf = (error: unknown, caller: AbortSignal): GatewayError => {
  if (error instanceof GatewayError) return error;
  if (error instanceof Stripe.errors.StripeConnectionError && error.detail instanceof TransportError) {
    const { detail } = error;
    return new GatewayError(transportKind(detail, caller), { sent: detail.sent, cause: detail });
  }
  const answer = answerSchema.safeParse(error);
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
