import type { Money } from './money.ts';
import type { CustomerType, Order, OrderLine, OrderSource } from './order.ts';
import type { OrderStatus } from './order-status.ts';

/** Facts in the data of every event, so that a consumer of one type needs no other. */
interface OrderFacts {
  readonly customerId: string;
  readonly total: Money;
  /** RFC 3339, UTC. */
  readonly createdAt: string;
}

interface OrderItems {
  readonly items: readonly OrderLine[];
}

interface PayableUntil {
  /** RFC 3339, UTC. The order expires if it is not paid by this time. */
  readonly payableUntil: string;
}

interface RefundFacts {
  /** Of the order; a refund leaves it as it is. */
  readonly status: OrderStatus;
  /** Number of the refund, from 1. */
  readonly refund: number;
  readonly amount: Money;
  /** The sum of all refunds of the order that have succeeded. */
  readonly refunded: Money;
}

/** The data of each event type. Published: fields may be added, never changed. */
export interface OrderEventData {
  'order.created': OrderFacts &
    OrderItems &
    PayableUntil & { readonly source: OrderSource; readonly customerType: CustomerType };
  'order.confirmed': OrderFacts & OrderItems;
  /** `attempt`: 1 for the first try to pay. */
  'order.payment-failed': OrderFacts & PayableUntil & { readonly reason: string; readonly attempt: number };
  'order.shipped': OrderFacts;
  'order.delivered': OrderFacts;
  /**
   * `refundDue`: the order was paid, so the rest of its total is refunded. `previousStatus` is absent from events of
   * versions up to November 2026.
   */
  'order.cancelled': OrderFacts & {
    readonly refundDue: boolean;
    readonly previousStatus?: OrderStatus | undefined;
  };
  'order.expired': OrderFacts;
  'order.refund-succeeded': OrderFacts & RefundFacts;
  'order.refund-failed': OrderFacts & RefundFacts & { readonly reason: string };
}

export const orderEventTypes = [
  'order.created',
  'order.confirmed',
  'order.payment-failed',
  'order.shipped',
  'order.delivered',
  'order.cancelled',
  'order.expired',
  'order.refund-succeeded',
  'order.refund-failed',
] as const satisfies readonly (keyof OrderEventData)[];
export type OrderEventType = (typeof orderEventTypes)[number];

/** The cause of a transition: a request or a scheduled job. */
export interface EventCause {
  readonly correlationId: string;
  /** Id of the cause, such as the request's idempotency record or a scheduled job. */
  readonly causationId: string;
  /** W3C Trace Context of the request, as its client sent it. */
  readonly traceparent?: string | undefined;
}

/** Type and data of an event. */
export type EventFact<T extends OrderEventType = OrderEventType> = {
  readonly [K in T]: { readonly type: K; readonly data: OrderEventData[K] };
}[T];

/** The envelope of every event. `eventId` stays the same when an event is published again. */
interface EventEnvelope extends EventCause {
  readonly eventId: string;
  readonly schemaVersion: 1;
  readonly occurredAt: string;
  readonly orderId: string;
  readonly orderVersion: number;
}

/** An event of an order. */
export type OrderEvent<T extends OrderEventType = OrderEventType> = EventEnvelope & EventFact<T>;

/** All events of one transition. Stored as one item, because items of a transaction have no order. */
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
