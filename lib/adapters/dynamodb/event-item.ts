import type { OrderEventBatch } from '../../domain/order-event.ts';
import { orderPartition } from './order-item.ts';
import { undeliveredPartition } from './outbox/undelivered-index.ts';

/** What the sort key of every event item begins with. */
export const eventPrefix = 'EVENT#';

/** Sort key of the events of a version; keys sort by version. */
export const eventSortKey = (orderVersion: number): string =>
  `${eventPrefix}${String(orderVersion).padStart(10, '0')}`;

/** Key of the item that holds all events of the transition to a version. */
export const eventKey = (orderId: string, orderVersion: number) => ({
  pk: orderPartition(orderId),
  sk: eventSortKey(orderVersion),
});

/**
 * All events of one transition in one item of the events table. It stays in the index of undelivered events until
 * a receipt takes it out.
 */
export const toEventItem = (batch: OrderEventBatch) => ({
  ...eventKey(batch.orderId, batch.orderVersion),
  ...batch,
  gsi1pk: undeliveredPartition('UNDELIVERED', batch.orderId),
  gsi1sk: batch.occurredAt,
});
