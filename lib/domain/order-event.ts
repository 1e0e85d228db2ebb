import type { Order } from './order.ts';

export const orderEventTypes = [
  'order.created',
  'order.confirmed',
  'order.payment-failed',
  'order.shipped',
  'order.delivered',
  'order.cancelled',
  'order.expired',
] as const;
export type OrderEventType = (typeof orderEventTypes)[number];

/** What caused a transition: the request, or the function that acted on its own. */
export interface EventCause {
  readonly correlationId: string;
  /** What the transition answers to, such as the request's idempotency record or a schedule. */
  readonly causationId: string;
}

/** One thing that happened to an order. `eventId` is the same however often it is published. */
export interface OrderEvent {
  readonly eventId: string;
  readonly type: OrderEventType;
  readonly schemaVersion: 1;
  readonly occurredAt: string;
  readonly orderId: string;
  readonly orderVersion: number;
  readonly correlationId: string;
  readonly causationId: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** All events of one transition. Stored as one item, since two items of a transaction have no order among them. */
export interface OrderEventBatch {
  readonly orderId: string;
  readonly orderVersion: number;
  readonly occurredAt: string;
  readonly events: readonly OrderEvent[];
}

/** What an event of a type tells beyond the envelope. */
export interface EventFact {
  readonly type: OrderEventType;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The events that brought an order to its present version; ids are `<orderId>:<version>:<n>` from 1. */
export const eventsOf = (order: Order, facts: readonly EventFact[], cause: EventCause): OrderEventBatch => ({
  orderId: order.id,
  orderVersion: order.version,
  occurredAt: order.updatedAt,
  events: facts.map(({ type, data }, index) => ({
    eventId: `${order.id}:${order.version}:${index + 1}`,
    type,
    schemaVersion: 1,
    occurredAt: order.updatedAt,
    orderId: order.id,
    orderVersion: order.version,
    ...cause,
    data,
  })),
});
