import * as z from 'zod';
import { customerTypes, orderSources } from '../../domain/order.ts';
import {
  eventIdOf,
  type OrderEvent,
  type OrderEventBatch,
  type OrderEventData,
  type OrderEventType,
  orderEventTypes,
} from '../../domain/order-event.ts';
import { orderStatuses } from '../../domain/order-status.ts';
import { parseItem } from '../../platform/dynamodb/parse-item.ts';
import { type ItemShape, storedMoney, storedTime } from './item-schema.ts';
import { eventKey, undeliveredIndexKeys } from './keys.ts';

// Everything that consumers were promised has to be there. Limits of the API are not repeated: an event that was
// published under one limit has to stay publishable under another.

const text = z.string().min(1);
const facts = { customerId: text, total: storedMoney, createdAt: storedTime };
const refundFacts = {
  ...facts,
  status: z.enum(orderStatuses),
  refund: z.int().min(1),
  amount: storedMoney,
  refunded: storedMoney,
};
const line = z.looseObject({ sku: text, name: z.string(), quantity: z.int().min(1), unitPrice: storedMoney });
const items = z.array(line).min(1);

const dataShapes = {
  'order.created': {
    ...facts,
    items,
    source: z.enum(orderSources),
    customerType: z.enum(customerTypes),
    payableUntil: storedTime,
  },
  'order.confirmed': { ...facts, items },
  'order.payment-failed': { ...facts, reason: text, attempt: z.int().min(1), payableUntil: storedTime },
  'order.shipped': facts,
  'order.delivered': facts,
  'order.cancelled': { ...facts, refundDue: z.boolean(), previousStatus: z.enum(orderStatuses).optional() },
  'order.expired': facts,
  'order.refund-succeeded': refundFacts,
  'order.refund-failed': { ...refundFacts, reason: text },
} satisfies { readonly [T in OrderEventType]: ItemShape<OrderEventData[T]> };

const envelopeShape = {
  eventId: text,
  schemaVersion: z.literal(1),
  occurredAt: storedTime,
  orderId: text,
  orderVersion: z.int().min(1),
  correlationId: text,
  causationId: text,
  traceparent: text.optional(),
} satisfies ItemShape<Omit<OrderEvent, 'type' | 'data'>>;

const eventSchema = <T extends OrderEventType>(type: T) =>
  z.looseObject({ ...envelopeShape, type: z.literal(type), data: z.looseObject(dataShapes[type]) });

type EventSchemas = { [T in OrderEventType]: ReturnType<typeof eventSchema<T>> };

const knownEventSchema = z.discriminatedUnion(
  'type',
  orderEventTypes.map(eventSchema) as [EventSchemas['order.created'], ...EventSchemas[OrderEventType][]],
);

/** Those of stored events that this version of the service knows and can read. */
export const knownEventsOf = (events: readonly unknown[]): readonly OrderEvent[] =>
  events.flatMap((event) => knownEventSchema.safeParse(event).data ?? []);

const eventItemSchema = z
  .object({
    orderId: z.string(),
    orderVersion: z.int().min(1),
    occurredAt: storedTime,
    events: z.array(knownEventSchema).min(1),
  } satisfies ItemShape<OrderEventBatch>)
  .superRefine(({ orderId, orderVersion, events }, { addIssue }) => {
    for (const [index, { eventId }] of events.entries()) {
      const expected = eventIdOf(orderId, orderVersion, index + 1);
      if (eventId !== expected) {
        addIssue({ code: 'custom', path: ['events', index, 'eventId'], message: `must be ${expected}` });
      }
    }
  });

/**
 * All events of one transition in one item of the events table. The item is never written again as a whole; it stays
 * in the index of undelivered events until a receipt takes it out.
 */
export const toEventItem = (batch: OrderEventBatch) => ({
  ...batch,
  ...eventKey(batch.orderId, batch.orderVersion),
  ...undeliveredIndexKeys(batch.orderId, batch.occurredAt),
});

/**
 * The events of one item of the events table, with the fields that a later version has added.
 * @throws {MalformedItemError}
 */
export const fromEventItem = (item: Record<string, unknown>): OrderEventBatch =>
  parseItem(eventItemSchema, item);
