import * as z from 'zod';
import { type OrderEventBatch, orderEventTypes } from '../../domain/order-event.ts';
import { orderPartition } from './order-item.ts';
import { parseItem } from './parse-item.ts';

const eventItemSchema = z.object({
  orderId: z.string(),
  orderVersion: z.int().min(1),
  occurredAt: z.iso.datetime(),
  events: z.array(
    z.object({
      eventId: z.string(),
      type: z.enum(orderEventTypes),
      schemaVersion: z.literal(1),
      occurredAt: z.iso.datetime(),
      orderId: z.string(),
      orderVersion: z.int().min(1),
      correlationId: z.string(),
      causationId: z.string(),
      data: z.record(z.string(), z.unknown()),
    }),
  ),
});

/** What the sort key of every event item begins with. */
export const eventPrefix = 'EVENT#';

/** All events of one transition in one item of the events table. Keys sort by version. */
export const toEventItem = (batch: OrderEventBatch) => ({
  pk: orderPartition(batch.orderId),
  sk: `${eventPrefix}${String(batch.orderVersion).padStart(10, '0')}`,
  ...batch,
});

/** @throws {MalformedItemError} */
export const fromEventItem = (item: Record<string, unknown>): OrderEventBatch =>
  parseItem(eventItemSchema, item);
