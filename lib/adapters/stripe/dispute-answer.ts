import * as z from 'zod';
import type { ListedDispute } from '../../app/ports/payment-history.ts';
import type { Dispute } from '../../domain/dispute.ts';
import { currencySchema, parseAnswer } from './parse-answer.ts';

/** The status is stored and shown as it is: one that Stripe adds later must not hide the dispute. */
const disputeSchema = z.object({ id: z.string().min(1), status: z.string().regex(/^[a-z_]{1,64}$/) });
const disputeListSchema = z.object({ data: z.array(disputeSchema) });
const listedSchema = disputeSchema.extend({
  payment_intent: z.string().min(1),
  amount: z.int().min(0),
  currency: currencySchema,
});

/**
 * Reads a list of disputes.
 * @throws {GatewayError} `malformed`
 */
export const disputesOf = (answer: unknown): readonly Dispute[] =>
  parseAnswer(disputeListSchema, answer).data;

/**
 * Reads a dispute with its payment.
 * @throws {GatewayError} `malformed`
 */
export const listedDisputeOf = (answer: unknown): ListedDispute => {
  const { id, status, payment_intent: intentId, amount, currency } = parseAnswer(listedSchema, answer);
  return { disputeId: id, intentId, amount: { amount, currency }, status };
};
