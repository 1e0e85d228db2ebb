import type { OrderRepository } from '../../app/ports/order-repository.ts';
import type { Order } from '../../domain/order.ts';

/** Orders in this process's memory, for tests and simulation. */
export const createMemoryOrderRepository = (): OrderRepository => {
  const orders = new Map<string, Order>();
  return {
    async insert(order) {
      if (orders.has(order.id)) throw new Error(`order ${order.id} exists`);
      orders.set(order.id, structuredClone(order));
    },
    async find(orderId) {
      return structuredClone(orders.get(orderId));
    },
  };
};
