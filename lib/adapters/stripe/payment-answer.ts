import * as z from 'zod';
import type { GatewayPayment } from '../../app/ports/payment-gateway.ts';
import { GatewayError } from './gateway-error.ts';

const authenticationRequired = 'authentication_required';

const intentSchema = z.object({
  id: z.string().min(1),
  status: z.enum([
    'canceled',
    'processing',
    'requires_action',
    'requires_confirmation',
    'requires_payment_method',
    'succeeded',
  ]),
  last_payment_error: z.object({ code: z.string().nullish(), decline_code: z.string().nullish() }).nullish(),
});

/** The reason is part of the API's answer, so it is one of the gateway's codes or a general code. */
const reasonFrom = (...codes: readonly (string | null | undefined)[]): string =>
  codes.find((code) => code && /^[a-z0-9_]{1,64}$/.test(code)) ?? 'card_declined';

const parseIntent = (answer: unknown) => {
  const result = intentSchema.safeParse(answer);
  if (!result.success) throw new GatewayError('malformed', { sent: true, cause: result.error });
  return result.data;
};

/**
 * Reads the id of a created payment.
 * @throws {GatewayError} `malformed`
 */
export const createdIntentId = (answer: unknown): string => parseIntent(answer).id;

/**
 * Reads the state of a payment.
 * @throws {GatewayError} `malformed`, also when the answer is about another payment.
 */
export const paymentOf = (answer: unknown, intentId: string): GatewayPayment => {
  const { id, status, last_payment_error: failure } = parseIntent(answer);
  if (id !== intentId) throw new GatewayError('malformed', { sent: true });
  switch (status) {
    case 'succeeded':
    case 'processing':
      return { status };
    case 'canceled':
      return { status: 'cancelled' };
    case 'requires_confirmation':
      return { status: 'unconfirmed' };
    case 'requires_action':
      // The customer is not present to authenticate, so this payment cannot succeed.
      return { status: 'declined', reason: authenticationRequired };
    case 'requires_payment_method':
      return failure
        ? { status: 'declined', reason: reasonFrom(failure.decline_code, failure.code) }
        : { status: 'unconfirmed' };
  }
};

/** Reads a decline from a failed confirmation; `undefined` for every other failure. */
export const declineOf = ({ kind, facts }: GatewayError): GatewayPayment | undefined => {
  if (kind !== 'refused') return undefined;
  const { status, type, code, declineCode, param } = facts;
  if (status === 402 || type === 'card_error') {
    return { status: 'declined', reason: reasonFrom(declineCode, code) };
  }
  return param === 'payment_method' ? { status: 'declined', reason: 'invalid_payment_method' } : undefined;
};

const refundSchema = z.object({ status: z.string().nullish() });

/**
 * Checks that the gateway accepted a refund, whether it has completed or is still pending.
 * @throws {GatewayError} `refused` when the refund failed or was cancelled, `malformed`.
 */
export const assertRefunded = (answer: unknown): void => {
  const result = refundSchema.safeParse(answer);
  if (!result.success) throw new GatewayError('malformed', { sent: true, cause: result.error });
  const { status } = result.data;
  if (status === 'failed' || status === 'canceled')
    throw new GatewayError('refused', { code: `refund_${status}` });
};
