import type { ListedAvailability } from '../../lib/app/ports/listed-availability.ts';
import type { OrderStore } from '../../lib/app/ports/order-store.ts';
import type { ProductRepository } from '../../lib/app/ports/product-repository.ts';
import type { StockLedger } from '../../lib/app/ports/stock-ledger.ts';
import type { UnpaidOrdersReader } from '../../lib/app/ports/unpaid-orders-reader.ts';
import { createMemoryOrderStore } from './memory-order-store.ts';
import {
  createMemoryListedAvailability,
  createMemoryProductRepository,
} from './memory-product-repository.ts';
import { emptyState } from './memory-state.ts';
import { createMemoryStockLedger } from './memory-stock-ledger.ts';
import { createMemoryUnpaidOrders } from './memory-unpaid-orders.ts';

export interface MemoryDatabase {
  readonly orders: OrderStore;
  readonly products: ProductRepository;
  readonly unpaidOrders: UnpaidOrdersReader;
  readonly ledger: StockLedger;
  readonly availability: ListedAvailability;
}

/** Orders and catalogue of one shop: what is sold by the one is gone from the other. */
export const createMemoryDatabase = (): MemoryDatabase => {
  const state = emptyState();
  return {
    orders: createMemoryOrderStore(state),
    products: createMemoryProductRepository(state),
    unpaidOrders: createMemoryUnpaidOrders(state),
    ledger: createMemoryStockLedger(state),
    availability: createMemoryListedAvailability(state),
  };
};
