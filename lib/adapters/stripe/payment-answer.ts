import * as z from 'zod';
import type { DeclinedPayment, GatewayPayment } from '../../app/ports/payment-gateway.ts';
import { judgeGatewayError } from '../../contract/gateway-errors.ts';
import { isOrderId } from '../../domain/identifiers.ts';
import { GatewayError } from './gateway-error.ts';
import { parseAnswer } from './parse-answer.ts';

const intentSchema = z.object({
  id: z.string().min(1),
  client_secret: z.string().nullish(),
  status: z.enum([
    'canceled',
    'processing',
    'requires_action',
    'requires_confirmation',
    'requires_payment_method',
    'succeeded',
  ]),
  /** Null until the payment is confirmed, and after a decline. */
  payment_method: z.string().nullish(),
  last_payment_error: z.object({ code: z.string().nullish(), decline_code: z.string().nullish() }).nullish(),
});

const parseIntent = (answer: unknown) => parseAnswer(intentSchema, answer);

/**
 * Reads the id of a created payment.
 * @throws {GatewayError} `malformed`
 */
export const createdIntentId = (answer: unknown): string => parseIntent(answer).id;

/** Payments of others in the account can have any state: no more of them is read than tells them apart. */
const ownerSchema = z.object({
  id: z.string().min(1),
  metadata: z.object({ orderId: z.string().optional() }).nullish(),
});

/**
 * Reads the order that a payment was created for; `undefined` when it is none of ours.
 * @throws {GatewayError} `malformed`
 */
export const orderIdOf = (answer: unknown): string | undefined => {
  const orderId = parseAnswer(ownerSchema, answer).metadata?.orderId;
  return orderId !== undefined && isOrderId(orderId) ? orderId : undefined;
};

type LastPaymentError = NonNullable<z.output<typeof intentSchema>['last_payment_error']>;

const declinedFor = ({ code, decline_code: declineCode }: LastPaymentError): DeclinedPayment => {
  const verdict = judgeGatewayError({
    status: 402,
    type: 'card_error',
    code: code ?? undefined,
    declineCode: declineCode ?? undefined,
  });
  return { status: 'declined', reason: verdict.kind === 'payment' ? verdict.reason : 'generic_decline' };
};

/**
 * Reads the state of a payment.
 * @throws {GatewayError} `malformed`, also when the answer is about another payment.
 */
export const paymentOf = (answer: unknown, intentId: string): GatewayPayment => {
  const intent = parseIntent(answer);
  const { id, status, client_secret: clientSecret, last_payment_error: failure } = intent;
  if (id !== intentId) throw new GatewayError('malformed', { sent: true });
  switch (status) {
    case 'succeeded':
    case 'processing':
      return { status };
    case 'canceled':
      return { status: 'cancelled', ...(!failure && !intent.payment_method && { unconfirmed: true }) };
    case 'requires_confirmation':
      return { status: 'unconfirmed' };
    case 'requires_action':
      if (!clientSecret) throw new GatewayError('malformed', { sent: true });
      return { status, clientSecret };
    case 'requires_payment_method':
      return failure ? declinedFor(failure) : { status: 'unconfirmed' };
  }
};

/** Reads a definite answer about the payment from a failed request; `undefined` for every other failure. */
export const declineOf = ({ facts: { reason } }: GatewayError): DeclinedPayment | undefined =>
  reason && { status: 'declined', reason };
