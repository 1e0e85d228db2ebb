import type { OrderVersion, StoredVersion } from '../../lib/app/ports/order-summary-store.ts';
import type { ReceiptStore } from '../../lib/app/ports/receipt-store.ts';
import type { OrderEvent, OrderEventBatch } from '../../lib/domain/order-event.ts';

/** Receipts in memory, over an outbox that keeps the batches it gets. */
export const createMemoryReceiptStore = () => {
  const batches = new Map<string, OrderEventBatch>();
  const unconfirmed = new Set<string>();
  const counted: OrderEvent[] = [];
  const keyOf = (orderId: string, orderVersion: number) => `${orderId}:${orderVersion}`;
  const isOpen = ({ orderId, orderVersion }: { orderId: string; orderVersion: number }) =>
    unconfirmed.has(keyOf(orderId, orderVersion));

  const receipts: ReceiptStore = {
    async confirm(versions) {
      const open = versions.filter(isOpen);
      for (const { orderId, orderVersion, events } of open) {
        unconfirmed.delete(keyOf(orderId, orderVersion));
        counted.push(...events);
      }
      return open;
    },
  };

  return {
    receipts,
    /** Every event that was counted, in the order of the receipts. */
    counted: (): readonly OrderEvent[] => counted,
    findStored({ orderId, orderVersion }: OrderVersion): StoredVersion | undefined {
      const batch = batches.get(keyOf(orderId, orderVersion));
      if (!batch) return undefined;
      const events = structuredClone(batch.events);
      const isReceived = !isOpen({ orderId, orderVersion });
      return { orderId, orderVersion, size: events.length, events, isReceived };
    },
    undelivered: () => [...unconfirmed],
    isUndelivered: async (orderId: string, orderVersion: number) => isOpen({ orderId, orderVersion }),
    async store(batch: OrderEventBatch) {
      const key = keyOf(batch.orderId, batch.orderVersion);
      batches.set(key, batch);
      unconfirmed.add(key);
    },
  };
};
