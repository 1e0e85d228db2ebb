import { eventsOf, type OrderEventBatch } from '../../lib/domain/order-event.ts';
import { orderCancelled, orderCreated } from '../../lib/domain/order-fact.ts';
import { aCause } from './a-placement.ts';
import { anOrder } from './an-order.ts';

/** The events of a version of an order: one, or two. */
export const anEventBatch = (
  orderId = anOrder().id,
  version = 1,
  { updatedAt = anOrder().createdAt, events = 1 }: { updatedAt?: string; events?: 1 | 2 } = {},
): OrderEventBatch => {
  const order = anOrder({ id: orderId, version, updatedAt });
  return eventsOf(
    order,
    [orderCreated(order), orderCancelled(order, { refundDue: false })].slice(0, events),
    aCause,
  );
};
