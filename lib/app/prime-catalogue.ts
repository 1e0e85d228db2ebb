import type { CallOptions } from '../platform/call-options.ts';
import type { CatalogueCache, ProductRepository } from './ports/product-repository.ts';

export interface PrimeCatalogueDependencies {
  readonly cache: Pick<CatalogueCache, 'put'>;
  readonly products: Pick<ProductRepository, 'firstEntries'>;
  /** Most products to read. */
  readonly limit: number;
}

/**
 * Use case: fills the cache of the catalogue before the first order needs it. An order verifies the price that it used,
 * so an entry may be stale.
 */
export const primeCatalogue =
  ({ cache, products, limit }: PrimeCatalogueDependencies) =>
  async (options: CallOptions): Promise<void> => {
    const entries = await products.firstEntries(limit, options);
    await cache.put(
      entries.filter(({ discontinued }) => !discontinued),
      options,
    );
  };
