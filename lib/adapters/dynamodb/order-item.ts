import * as z from 'zod';
import { orderSchema } from '../../contract/schemas/order.ts';
import type { Order } from '../../domain/order.ts';
import { mayExpire } from '../../domain/order-transition.ts';
import { parseItem } from '../../platform/dynamodb/parse-item.ts';
import { dueAt } from './due-index.ts';
import { pendingSince } from './pending-index.ts';

const { items: storedLines, ...storedAttributes } = orderSchema.shape;

/** Stored form of an order. Unknown attributes are left alone, so that a newer version may add some. */
const orderItemSchema = z.object({
  ...storedAttributes,
  lines: storedLines,
  revision: z.int().min(1),
  expiresAt: z.iso.datetime(),
  payment: z.object({ attempt: z.int().min(1), state: z.enum(['unsettled', 'failed', 'paid']) }).optional(),
});

/** Partition of everything that belongs to an order. */
export const orderPartition = (orderId: string) => `ORDER#${orderId}`;
export const orderKey = (orderId: string) => ({ pk: orderPartition(orderId), sk: 'ORDER' });

/** Partition of the index that lists a customer's orders by age. */
export const customerPartition = (customerId: string) => `CUSTOMER#${customerId}`;

/** The item of an order. While it waits for its payment, it is counted as pending and due to expire. */
export const toOrderItem = (order: Order) => ({
  ...orderKey(order.id),
  gsi1pk: customerPartition(order.customerId),
  gsi1sk: order.id,
  ...(mayExpire(order) && dueAt('EXPIRY', order.id, order.expiresAt)),
  ...(order.status === 'pending' && pendingSince(order)),
  ...order,
});

/** @throws {MalformedItemError} */
export const fromOrderItem = (item: Record<string, unknown>): Order => parseItem(orderItemSchema, item);
