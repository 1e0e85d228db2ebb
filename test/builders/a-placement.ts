import type { OrderCommit } from '../../lib/app/ports/order-store.ts';
import type { Order } from '../../lib/domain/order.ts';
import { eventsOf } from '../../lib/domain/order-event.ts';
import { orderCreated } from '../../lib/domain/order-fact.ts';
import { aReservation } from './a-reservation.ts';
import { anOrder } from './an-order.ts';

export const aCause = { correlationId: 'correlation-1', causationId: 'record-1' };

/** A commit that places an order: its lines are taken from the first stock item of each product. */
export const aPlacement = (facts: Partial<Order> = {}) => {
  const order = anOrder(facts);
  const allocations = order.lines.map(({ sku, quantity }) => ({ sku, shard: 0, quantity }));
  return {
    order: { next: order },
    event: eventsOf(order, [orderCreated(order)], aCause),
    reservation: { next: aReservation({ orderId: order.id, allocations }) },
    take: order.lines.map(({ sku, quantity, unitPrice }) => ({
      sku,
      shard: 0,
      quantity,
      version: 1,
      unitPrice,
    })),
  } satisfies OrderCommit;
};
