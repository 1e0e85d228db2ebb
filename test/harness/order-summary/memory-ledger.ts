import { createMemoryOrderSummaryStore } from '../../doubles/memory-order-summary-store.ts';
import { createMemoryReceiptStore } from '../../doubles/memory-receipt-store.ts';

/** Summaries in memory, and an outbox that knows which versions have no receipt. */
export const createMemoryLedger = () => {
  const outbox = createMemoryReceiptStore();
  return { ...outbox, summaries: createMemoryOrderSummaryStore(outbox.findStored) };
};
