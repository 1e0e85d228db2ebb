import type { Order } from './order.ts';
import type { OrderEventData } from './order-event-data.ts';

export const orderEventTypes = [
  'order.created',
  'order.confirmed',
  'order.payment-failed',
  'order.shipped',
  'order.delivered',
  'order.cancelled',
  'order.expired',
] as const satisfies readonly (keyof OrderEventData)[];
export type OrderEventType = (typeof orderEventTypes)[number];

/** What caused a transition: the request, or the function that acted on its own. */
export interface EventCause {
  readonly correlationId: string;
  /** What the transition answers to, such as the request's idempotency record or a schedule. */
  readonly causationId: string;
}

/** What an event of a type tells beyond the envelope. */
export type EventFact<T extends OrderEventType = OrderEventType> = {
  readonly [K in T]: { readonly type: K; readonly data: OrderEventData[K] };
}[T];

/** What all events have in common. `eventId` is the same however often an event is published. */
interface EventEnvelope extends EventCause {
  readonly eventId: string;
  readonly schemaVersion: 1;
  readonly occurredAt: string;
  readonly orderId: string;
  readonly orderVersion: number;
}

/** One thing that happened to an order. */
export type OrderEvent<T extends OrderEventType = OrderEventType> = EventEnvelope & EventFact<T>;

/** All events of one transition. Stored as one item, since two items of a transaction have no order among them. */
export interface OrderEventBatch {
  readonly orderId: string;
  readonly orderVersion: number;
  readonly occurredAt: string;
  readonly events: readonly OrderEvent[];
}

/** Id of the `n`-th event, from 1, of the transition to a version. */
export const eventIdOf = (orderId: string, orderVersion: number, n: number): string =>
  `${orderId}:${orderVersion}:${n}`;

/** The events that brought an order to its present version. */
export const eventsOf = (order: Order, facts: readonly EventFact[], cause: EventCause): OrderEventBatch => ({
  orderId: order.id,
  orderVersion: order.version,
  occurredAt: order.updatedAt,
  events: facts.map((fact, index) => ({
    eventId: eventIdOf(order.id, order.version, index + 1),
    schemaVersion: 1,
    occurredAt: order.updatedAt,
    orderId: order.id,
    orderVersion: order.version,
    ...cause,
    ...fact,
  })),
});
