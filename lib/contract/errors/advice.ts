import * as z from 'zod';
import { orderStatuses } from '../../domain/order-status.ts';
import { type PaymentFailureReason, paymentFailureReasons } from '../payment-failure-reasons.ts';
import { moneySchema } from '../schemas/money-schemas.ts';
import { scopes } from '../scopes.ts';
import type { ErrorCode } from './registry.ts';

/**
 * Whether a program repeats a request after an error. `never`: the same request fails again, or a person has to act.
 * `same key`: the outcome is unknown; repeat it after a pause, with the same `Idempotency-Key`. `after Retry-After`: the
 * same, after the seconds of the header `Retry-After`.
 */
export type RetryAdvice = 'never' | 'same key' | 'after Retry-After';

/** Advice for clients about an error code. */
export interface ErrorAdvice {
  readonly retry: RetryAdvice;
  /** Schema of `details`; without it, the error has none. */
  readonly details?: z.ZodObject;
}

const text = z.string();
const count = z.int().min(0);
const skuDetails = z.strictObject({ sku: text });
const unitsDetails = z.strictObject({ sku: text, requested: count, available: count });
const reasons = Object.keys(paymentFailureReasons) as [PaymentFailureReason, ...PaymentFailureReason[]];

/**
 * The part of the error registry that only clients and documents read. It is apart from `errorRegistry`, which all
 * functions hold at run time: a function would carry the schemas. Do not import it into `functions/` and the rest of `lib/`.
 */
export const errorAdvice = {
  'ORD-001': { retry: 'never', details: z.strictObject({ orderId: text }) },
  'ORD-002': { retry: 'never' },
  'ORD-003': {
    retry: 'never',
    details: z.strictObject({ from: z.enum(orderStatuses), to: z.enum(orderStatuses) }),
  },
  'ORD-004': { retry: 'never', details: unitsDetails },
  'ORD-005': { retry: 'never', details: z.strictObject({ reason: z.enum(reasons) }) },
  'ORD-006': {
    retry: 'never',
    details: z.strictObject({ total: moneySchema, minimum: moneySchema, maximum: moneySchema }),
  },
  'ORD-007': { retry: 'never', details: z.strictObject({ limit: count }) },
  'ORD-008': { retry: 'never' },
  'ORD-009': {
    retry: 'never',
    details: z.strictObject({ requested: moneySchema, paid: moneySchema, refundable: moneySchema }),
  },
  'PAY-001': { retry: 'after Retry-After' },
  'PRD-001': { retry: 'never', details: skuDetails },
  'PRD-002': { retry: 'never', details: skuDetails },
  'PRD-003': { retry: 'never', details: z.strictObject({ sku: text, etag: text.optional() }) },
  'PRD-004': { retry: 'never', details: unitsDetails },
  'API-001': { retry: 'never' },
  'VAL-001': {
    retry: 'never',
    details: z.strictObject({ issues: z.array(z.strictObject({ path: text, message: text })) }),
  },
  'VAL-002': { retry: 'never', details: z.strictObject({ reason: text }) },
  'VAL-003': { retry: 'never', details: z.strictObject({ reason: z.enum(['signature', 'body']) }) },
  'IDM-001': { retry: 'never', details: z.strictObject({ reason: text }) },
  'IDM-002': { retry: 'never' },
  'IDM-003': { retry: 'after Retry-After' },
  'AUT-001': { retry: 'never' },
  'AUT-002': { retry: 'never', details: z.strictObject({ scope: z.enum(Object.values(scopes)) }) },
  'SYS-001': { retry: 'same key' },
  'SYS-002': { retry: 'after Retry-After' },
  'SYS-003': { retry: 'same key' },
  'SYS-004': { retry: 'after Retry-After' },
} as const satisfies Record<ErrorCode, ErrorAdvice>;
