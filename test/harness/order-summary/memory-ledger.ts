import type { OrderEventBatch } from '../../../lib/domain/order-event.ts';
import { createMemoryOrderSummaryStore } from '../../doubles/memory-order-summary-store.ts';

/** Summaries in memory, and an outbox that knows what has not come back. */
export const createMemoryLedger = () => {
  const sizes = new Map<string, number>();
  const undelivered = new Set<string>();
  const keyOf = (orderId: string, orderVersion: number) => `${orderId}:${orderVersion}`;
  const summaries = createMemoryOrderSummaryStore({
    eventsIn: (orderId, orderVersion) => sizes.get(keyOf(orderId, orderVersion)),
    receive: (orderId, orderVersion) => void undelivered.delete(keyOf(orderId, orderVersion)),
  });
  return {
    summaries,
    undelivered: () => [...undelivered],
    async store({ orderId, orderVersion, events }: OrderEventBatch) {
      sizes.set(keyOf(orderId, orderVersion), events.length);
      undelivered.add(keyOf(orderId, orderVersion));
    },
    isUndelivered: async (orderId: string, orderVersion: number) =>
      undelivered.has(keyOf(orderId, orderVersion)),
  };
};
