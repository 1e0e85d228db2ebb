import type { CatalogueEntry, ProductRepository } from '../../lib/app/ports/product-repository.ts';
import type { Product } from '../../lib/domain/product.ts';
import { spreadStock, totalAvailable } from '../../lib/domain/stock.ts';
import { emptyState, type MemoryState } from './memory-state.ts';

/** The catalogue in this process's memory, for tests and simulation. */
export const createMemoryProductRepository = (state: MemoryState = emptyState()): ProductRepository => {
  const { products, stock } = state;
  const withStock = (entry: CatalogueEntry): Product => ({
    ...entry,
    available: totalAvailable(stock.get(entry.sku) ?? []),
  });
  return {
    async save(product) {
      const { available, ...entry } = structuredClone(product);
      const { sku, unitPrice, stockShards } = entry;
      const levels = spreadStock(available, stockShards).map((units, shard) => ({
        sku,
        shard,
        available: units,
        unitPrice,
      }));
      products.set(sku, entry);
      stock.set(sku, levels);
    },
    async find(sku) {
      const entry = products.get(sku);
      return structuredClone(entry && withStock(entry));
    },
    async findEntries(skus) {
      const known = skus.flatMap((sku) => products.get(sku) ?? []);
      return new Map(known.map((entry) => [entry.sku, structuredClone(entry)]));
    },
    async list({ limit, after = '' }) {
      const rest = [...products.values()]
        .filter(({ sku }) => sku > after)
        .sort((a, b) => (a.sku < b.sku ? -1 : 1));
      const page = structuredClone(rest.slice(0, limit).map(withStock));
      const last = page.at(-1);
      return { products: page, ...(rest.length > limit && last && { nextAfter: last.sku }) };
    },
  };
};
