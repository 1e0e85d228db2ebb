import type { OrderEventBatch } from '../../domain/order-event.ts';
import { orderPartition } from './order-item.ts';

/** What the sort key of every event item begins with. */
export const eventPrefix = 'EVENT#';

/** All events of one transition in one item of the events table. Keys sort by version. */
export const toEventItem = (batch: OrderEventBatch) => ({
  pk: orderPartition(batch.orderId),
  sk: `${eventPrefix}${String(batch.orderVersion).padStart(10, '0')}`,
  ...batch,
});
