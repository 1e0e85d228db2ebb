import type { Money } from './money.ts';
import type { OrderLine } from './order.ts';
import type { CustomerType, OrderSource } from './order-attributes.ts';

/** What every event tells, so that a consumer of a single type needs no other. */
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

/** What an event of each type tells beyond the envelope. Published: fields may be added, never changed. */
export interface OrderEventData {
  'order.created': OrderFacts &
    OrderItems &
    PayableUntil & { readonly source: OrderSource; readonly customerType: CustomerType };
  'order.confirmed': OrderFacts & OrderItems;
  /** `attempt`: 1 for the first try to pay. */
  'order.payment-failed': OrderFacts & PayableUntil & { readonly reason: string; readonly attempt: number };
  'order.shipped': OrderFacts;
  'order.delivered': OrderFacts;
  /** `refundDue`: the order was paid, so its total goes back. */
  'order.cancelled': OrderFacts & { readonly refundDue: boolean };
  'order.expired': OrderFacts;
}
