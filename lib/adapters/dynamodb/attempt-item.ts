import * as z from 'zod';
import { moneySchema } from '../../contract/schemas/money.ts';
import { attemptStates, isUnsettled, type PaymentAttempt } from '../../domain/payment-attempt.ts';
import { parseItem } from '../../platform/dynamodb/parse-item.ts';
import { dueAt } from './due-index.ts';
import { orderPartition } from './order-item.ts';

const attemptItemSchema = z.object({
  orderId: z.string(),
  number: z.int().min(1),
  state: z.enum(attemptStates),
  paymentMethod: z.string(),
  amount: moneySchema,
  intentId: z.string().optional(),
  declineReason: z.string().optional(),
  leaseOwner: z.string(),
  leaseUntil: z.iso.datetime(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});

export const attemptKey = (orderId: string, number: number) => ({
  pk: orderPartition(orderId),
  sk: `ATTEMPT#${String(number).padStart(6, '0')}`,
});

/** The item of an attempt. Until it is settled, it is due when its lease ends. */
export const toAttemptItem = (attempt: PaymentAttempt) => ({
  ...attemptKey(attempt.orderId, attempt.number),
  ...(isUnsettled(attempt.state) && dueAt('PAYMENT', attempt.orderId, attempt.leaseUntil)),
  ...attempt,
});

/** @throws {MalformedItemError} */
export const fromAttemptItem = (item: Record<string, unknown>): PaymentAttempt =>
  parseItem(attemptItemSchema, item);
