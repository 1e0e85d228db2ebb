import type { OrderStore } from '../../app/ports/order-store.ts';
import type { ProductRepository } from '../../app/ports/product-repository.ts';
import { emptyState } from './memory-state.ts';
import { createMemoryOrderStore } from './order-store.ts';
import { createMemoryProductRepository } from './product-repository.ts';

export interface MemoryDatabase {
  readonly orders: OrderStore;
  readonly products: ProductRepository;
}

/** Orders and catalogue of one shop: what is sold by the one is gone from the other. */
export const createMemoryDatabase = (): MemoryDatabase => {
  const state = emptyState();
  return { orders: createMemoryOrderStore(state), products: createMemoryProductRepository(state) };
};
