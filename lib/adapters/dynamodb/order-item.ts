import * as z from 'zod';
import { orderSchema } from '../../contract/schemas/order.ts';
import type { Order } from '../../domain/order.ts';
import { parseItem } from './parse-item.ts';

const { items: storedLines, ...storedAttributes } = orderSchema.shape;

/** Stored form of an order. Unknown attributes are left alone, so that a newer version may add some. */
const orderItemSchema = z.object({ ...storedAttributes, lines: storedLines });

export const orderKey = (orderId: string) => ({ pk: `ORDER#${orderId}`, sk: 'ORDER' });

/** The item of an order; the index lists a customer's orders by age. */
export const toOrderItem = (order: Order) => ({
  ...orderKey(order.id),
  gsi1pk: `CUSTOMER#${order.customerId}`,
  gsi1sk: order.id,
  ...order,
});

/** @throws {MalformedItemError} */
export const fromOrderItem = (item: Record<string, unknown>): Order => parseItem(orderItemSchema, item);
