import * as z from 'zod';
import type { OrderProgress, SummaryEntry } from '../../../app/ports/order-summary-store.ts';
import { moneySchema } from '../../../contract/schemas/money.ts';
import { orderStatuses } from '../../../domain/order-status.ts';
import { parseItem } from '../../../platform/dynamodb/parse-item.ts';
import { orderPartition } from '../order-item.ts';

const progressItemSchema = z.object({
  last: z.object({ orderId: z.string(), orderVersion: z.int().min(1), n: z.int().min(1) }),
  isComplete: z.boolean(),
  order: z.object({ status: z.enum(orderStatuses), isPaid: z.boolean(), total: moneySchema }).optional(),
});

/** Beside the order itself, since events of kinds yet unknown need not say whose order it is. */
export const progressKey = (orderId: string) => ({ pk: orderPartition(orderId), sk: 'SUMMARY' });

export const toProgressItem = (
  { event: { orderId, orderVersion, n }, order }: SummaryEntry,
  isComplete: boolean,
) => ({
  ...progressKey(orderId),
  last: { orderId, orderVersion, n },
  isComplete,
  ...(order && { order }),
});

/** @throws {MalformedItemError} */
export const fromProgressItem = (item: Record<string, unknown>): OrderProgress =>
  parseItem(progressItemSchema, item);
