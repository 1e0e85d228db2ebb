import type { UnpaidOrdersReader } from '../../lib/app/ports/unpaid-orders-reader.ts';
import type { MemoryState } from './memory-state.ts';

export const createMemoryUnpaidOrders = (state: MemoryState): UnpaidOrdersReader => ({
  async countUnpaid(customerId, atMost) {
    const unpaid = [...state.orders.values()].filter(
      (order) => order.customerId === customerId && order.status === 'pending',
    );
    return Math.min(unpaid.length, atMost);
  },
});
