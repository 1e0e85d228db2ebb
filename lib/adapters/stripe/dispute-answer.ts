import * as z from 'zod';
import type { Dispute } from '../../domain/dispute.ts';
import { parseAnswer } from './parse-answer.ts';

/** The status is stored and shown as it is: one that Stripe adds later must not hide the dispute. */
const disputeListSchema = z.object({
  data: z.array(z.object({ id: z.string().min(1), status: z.string().regex(/^[a-z_]{1,64}$/) })),
});

/**
 * Reads a list of disputes.
 * @throws {GatewayError} `malformed`
 */
export const disputesOf = (answer: unknown): readonly Dispute[] =>
  parseAnswer(disputeListSchema, answer).data;
