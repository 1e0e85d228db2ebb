import * as z from 'zod';
import { orderEventSchema } from '../../contract/events/order-event.ts';
import { eventIdOf, type OrderEvent, type OrderEventBatch } from '../../domain/order-event.ts';
import { parseItem } from '../../platform/dynamodb/parse-item.ts';

const eventItemSchema = z
  .object({
    orderId: z.string(),
    orderVersion: z.int().min(1),
    occurredAt: z.iso.datetime(),
    events: z.array(orderEventSchema).min(1),
  })
  .superRefine(({ orderId, orderVersion, events }, { addIssue }) => {
    for (const [index, { eventId }] of events.entries()) {
      const expected = eventIdOf(orderId, orderVersion, index + 1);
      if (eventId !== expected) {
        addIssue({ code: 'custom', path: ['events', index, 'eventId'], message: `must be ${expected}` });
      }
    }
  });

/**
 * The events of one item of the events table.
 * @throws {MalformedItemError}
 */
export const fromEventItem = (item: Record<string, unknown>): OrderEventBatch => {
  const batch: OrderEventBatch = parseItem(eventItemSchema, item);
  // As they were written, with what a newer version may tell beyond this one's schemas.
  return { ...batch, events: item['events'] as readonly OrderEvent[] };
};
