import type { CallOptions } from '../platform/call-options.ts';
import type { CatalogueCache, CatalogueEntry, ProductRepository } from './ports/product-repository.ts';

export interface Catalogue {
  /** Names and prices of those of the products that exist, by SKU; up to a minute old. */
  entries(skus: readonly string[], options: CallOptions): Promise<ReadonlyMap<string, CatalogueEntry>>;
  /** The same, read past the cache, because the cached entries turned out to be old. */
  refresh(skus: readonly string[], options: CallOptions): Promise<ReadonlyMap<string, CatalogueEntry>>;
}

export interface CatalogueDependencies {
  readonly cache: CatalogueCache;
  readonly products: Pick<ProductRepository, 'findEntries'>;
  /** Receives the failures of the cache; the catalogue goes on without it. */
  readonly onCacheFailure: (reason: unknown) => void;
}

/**
 * The catalogue with a cache in front (cache-aside). A cached price may be stale: a sale verifies it in the same
 * write, and calls `refresh` when it was wrong.
 */
export const createCatalogue = ({ cache, products, onCacheFailure }: CatalogueDependencies): Catalogue => {
  const remembered = async (skus: readonly string[], options: CallOptions) => {
    try {
      return await cache.get(skus, options);
    } catch (reason) {
      onCacheFailure(reason);
      return [];
    }
  };
  const remember = async (entries: readonly CatalogueEntry[], options: CallOptions) => {
    try {
      // A product may be put on sale again at any moment, and only caches of products on sale are corrected by the version.
      await cache.put(
        entries.filter(({ discontinued }) => !discontinued),
        options,
      );
    } catch (reason) {
      onCacheFailure(reason);
    }
  };
  const refresh: Catalogue['refresh'] = async (skus, options) => {
    const read = await products.findEntries(skus, options);
    await remember([...read.values()], options);
    return read;
  };
  return {
    refresh,
    async entries(skus, options) {
      const cached = await remembered(skus, options);
      const found = new Map(cached.map((entry) => [entry.sku, entry]));
      const missing = skus.filter((sku) => !found.has(sku));
      if (missing.length === 0) return found;
      return new Map([...found, ...(await refresh(missing, options))]);
    },
  };
};
