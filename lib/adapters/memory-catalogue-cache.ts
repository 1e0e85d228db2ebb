import type { CatalogueCache, CatalogueEntry } from '../app/ports/product-repository.ts';
import type { Clock } from '../platform/ports.ts';

export interface MemoryCacheOptions {
  readonly ttlMs: number;
  /** Evicts the oldest entries. */
  readonly maxEntries: number;
  readonly clock: Clock;
}

/** A cache in the memory of one execution environment: no round trip, not shared. */
export const createMemoryCatalogueCache = ({
  ttlMs,
  maxEntries,
  clock,
}: MemoryCacheOptions): CatalogueCache => {
  const remembered = new Map<string, { readonly entry: CatalogueEntry; readonly until: number }>();
  return {
    async get(skus) {
      const now = clock();
      return skus.flatMap((sku) => {
        const found = remembered.get(sku);
        return found && found.until > now ? [found.entry] : [];
      });
    },
    async put(entries) {
      const until = clock() + ttlMs;
      for (const entry of entries) {
        remembered.delete(entry.sku);
        remembered.set(entry.sku, { entry, until });
      }
      for (const sku of remembered.keys()) {
        if (remembered.size <= maxEntries) break;
        remembered.delete(sku);
      }
    },
  };
};
