import * as z from 'zod';
import type { Dispute } from '../../domain/dispute.ts';
import { attemptStates, isAttemptOpen, type PaymentAttempt } from '../../domain/payment-attempt.ts';
import { isRefundOpen, type Refund, refundStates } from '../../domain/refund.ts';
import { attentionReasons, dueAt, type Settling } from '../../domain/settling.ts';
import { type ItemShape, parseFacts, storedMoney, storedTime } from './item-schema.ts';
import { attemptKey, dueIndexKeys, refundKey } from './keys.ts';

const attentionShape = {
  reason: z.enum(attentionReasons),
  since: storedTime,
} satisfies ItemShape<NonNullable<Settling['attention']>>;

const settlingShape = {
  leaseOwner: z.string(),
  leaseUntil: storedTime,
  tries: z.int().min(0).optional(),
  retryAt: storedTime.optional(),
  problem: z.string().optional(),
  openSince: storedTime.optional(),
  attention: z.looseObject(attentionShape).optional(),
} satisfies ItemShape<Settling>;

const disputeShape = { id: z.string(), status: z.string() } satisfies ItemShape<Dispute>;

const attemptSchema = z.looseObject({
  ...settlingShape,
  orderId: z.string(),
  number: z.int().min(1),
  state: z.enum(attemptStates),
  paymentMethod: z.string(),
  amount: storedMoney,
  intentId: z.string().optional(),
  declineReason: z.string().optional(),
  disputes: z.array(z.looseObject(disputeShape)).optional(),
  createdAt: storedTime,
  updatedAt: storedTime,
} satisfies ItemShape<PaymentAttempt>);

/** Until it is settled, it is due at its next try; stuck, it waits for an operator. */
const indexKeysOf = (settling: Settling & { readonly orderId: string }, isOpen: boolean) => {
  const { orderId, attention } = settling;
  if (attention) return dueIndexKeys('ATTENTION', orderId, attention.since);
  return isOpen ? dueIndexKeys('PAYMENT', orderId, dueAt(settling)) : {};
};

/** The item of a payment attempt. */
export const toAttemptItem = (attempt: PaymentAttempt) => ({
  ...attempt,
  ...attemptKey(attempt.orderId, attempt.number),
  ...indexKeysOf(attempt, isAttemptOpen(attempt.state)),
});

/** @throws {MalformedItemError} */
export const fromAttemptItem = (item: Record<string, unknown>): PaymentAttempt =>
  parseFacts(attemptSchema, item);

const refundSchema = z.looseObject({
  ...settlingShape,
  orderId: z.string(),
  number: z.int().min(1),
  state: z.enum(refundStates),
  attempt: z.int().min(1),
  intentId: z.string(),
  amount: storedMoney,
  round: z.int().min(1),
  refundId: z.string().optional(),
  failureReason: z.string().optional(),
  createdAt: storedTime,
  updatedAt: storedTime,
} satisfies ItemShape<Refund>);

/** The item of a refund. */
export const toRefundItem = (refund: Refund) => ({
  ...refund,
  ...refundKey(refund.orderId, refund.number),
  ...indexKeysOf(refund, isRefundOpen(refund.state)),
});

/** @throws {MalformedItemError} */
export const fromRefundItem = (item: Record<string, unknown>): Refund => parseFacts(refundSchema, item);
