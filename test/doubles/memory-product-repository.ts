import type { ListedAvailability } from '../../lib/app/ports/listed-availability.ts';
import type { CatalogueEntry, ProductRepository } from '../../lib/app/ports/product-repository.ts';
import type { Product } from '../../lib/domain/product.ts';
import { reshardStock, type StockLevel, spreadStock, totalAvailable } from '../../lib/domain/stock.ts';
import { ConflictError } from '../../lib/platform/resilience/retry-on-conflict.ts';
import { emptyState, type MemoryState } from './memory-state.ts';

const levelsOf = (entry: CatalogueEntry, units: readonly number[]): StockLevel[] => {
  const { sku, unitPrice, version, stockShards } = entry;
  return units.map((available, shard) => ({ sku, shard, available, unitPrice, version, stockShards }));
};

/** Stores a product anew; its units move if the number of its stock items changes. */
export const replaceProduct = ({ products, stock }: MemoryState, after: CatalogueEntry): void => {
  const { sku, stockShards } = after;
  const levels = stock.get(sku) ?? [];
  const units = Array.from({ length: stockShards }, (_, shard) => levels[shard]?.available ?? 0);
  for (const { from, to, units: moved } of reshardStock(levels, stockShards)) {
    units[to] = (units[to] ?? 0) + moved;
    if (from < stockShards) units[from] = (units[from] ?? 0) - moved;
  }
  products.set(sku, after);
  stock.set(sku, levelsOf(after, units));
};

const withoutUnits = ({ available: _, ...entry }: CatalogueEntry & { readonly available?: number }) => entry;

/** The catalogue in this process's memory, for tests and simulation. */
export const createMemoryProductRepository = (state: MemoryState = emptyState()): ProductRepository => {
  const { products, stock, listed } = state;
  const withStock = (entry: CatalogueEntry): Product => ({
    ...entry,
    available: totalAvailable(stock.get(entry.sku) ?? []),
  });
  return {
    async create(product) {
      const { available, ...entry } = structuredClone(product);
      const { sku, stockShards } = entry;
      if (products.has(sku)) throw new ConflictError();
      products.set(sku, entry);
      stock.set(sku, levelsOf(entry, spreadStock(available, stockShards)));
      listed.set(sku, available);
    },
    async change(before, after) {
      const stored = products.get(before.sku);
      const isUnchanged =
        stored?.version === before.version &&
        stored.stockShards === before.stockShards &&
        stored.minStockShards === before.minStockShards;
      if (!isUnchanged) throw new ConflictError();
      replaceProduct(state, withoutUnits(structuredClone(after)));
    },
    async find(sku) {
      const entry = products.get(sku);
      return structuredClone(entry && withStock(entry));
    },
    async firstEntries(limit) {
      const bySku = [...products.values()].sort((one, other) => (one.sku < other.sku ? -1 : 1));
      return structuredClone(bySku.filter(({ discontinued }) => !discontinued).slice(0, limit));
    },
    async findEntries(skus) {
      const known = skus.flatMap((sku) => products.get(sku) ?? []);
      return new Map(known.map((entry) => [entry.sku, structuredClone(entry)]));
    },
    async list({ limit, after = '' }) {
      const rest = [...products.values()]
        .filter(({ sku, discontinued }) => sku > after && !discontinued)
        .sort((a, b) => (a.sku < b.sku ? -1 : 1));
      const page = structuredClone(rest.slice(0, limit));
      const last = page.at(-1);
      return {
        products: page.map((entry) => ({ ...entry, available: listed.get(entry.sku) ?? 0 })),
        ...(rest.length > limit && last && { nextAfter: last.sku }),
      };
    },
  };
};

/** The availability that the list shows. */
export const createMemoryListedAvailability = ({ stock, listed }: MemoryState): ListedAvailability => ({
  count: async (entries) => new Map(entries.map(({ sku }) => [sku, totalAvailable(stock.get(sku) ?? [])])),
  update: async (sku, available) => void listed.set(sku, available),
});
