import type { CatalogueCache, CatalogueEntry } from '../app/ports/product-repository.ts';
import { createExpiringMap, type ExpiringMapOptions } from '../platform/expiring-map.ts';

/** A cache in the memory of one execution environment: no round trip, not shared. */
export const createMemoryCatalogueCache = (options: ExpiringMapOptions): CatalogueCache => {
  const remembered = createExpiringMap<CatalogueEntry>(options);
  return {
    get: async (skus) => skus.flatMap((sku) => remembered.get(sku) ?? []),
    async put(entries) {
      for (const entry of entries) remembered.set(entry.sku, entry);
    },
  };
};
