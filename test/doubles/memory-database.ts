import type { OrderStore } from '../../lib/app/ports/order-store.ts';
import type { ProductRepository } from '../../lib/app/ports/product-repository.ts';
import type { UnpaidOrdersReader } from '../../lib/app/ports/unpaid-orders-reader.ts';
import { createMemoryOrderStore } from './memory-order-store.ts';
import { createMemoryProductRepository } from './memory-product-repository.ts';
import { emptyState } from './memory-state.ts';
import { createMemoryUnpaidOrders } from './memory-unpaid-orders.ts';

export interface MemoryDatabase {
  readonly orders: OrderStore;
  readonly products: ProductRepository;
  readonly unpaidOrders: UnpaidOrdersReader;
}

/** Orders and catalogue of one shop: what is sold by the one is gone from the other. */
export const createMemoryDatabase = (): MemoryDatabase => {
  const state = emptyState();
  return {
    orders: createMemoryOrderStore(state),
    products: createMemoryProductRepository(state),
    unpaidOrders: createMemoryUnpaidOrders(state),
  };
};
