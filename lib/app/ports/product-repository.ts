import type { Product } from '../../domain/product.ts';
import type { CallOptions } from '../../platform/call-options.ts';

/** A product without what changes with every order: all that is needed to price one. */
export type CatalogueEntry = Omit<Product, 'available'>;

export interface ProductPage {
  readonly products: readonly Product[];
  /** SKU after which the next page begins; absent on the last page. */
  readonly nextAfter?: string;
}

export interface ProductRepository {
  /**
   * Adds a product with its stock.
   * @throws {ConflictError} when there is one of this SKU.
   */
  create(product: Product, options: CallOptions): Promise<void>;
  /**
   * Replaces what is known of a product, and spreads its units over another number of stock items if that changes.
   * Orders and movements may change the units meanwhile: none is lost.
   * @throws {ConflictError} when the product is not as it was `before`, or units have moved in the way.
   */
  change(before: CatalogueEntry, after: CatalogueEntry, options: CallOptions): Promise<void>;
  /** The product, or `undefined` when there is none. Sees every write that was confirmed before. */
  find(sku: string, options: CallOptions): Promise<Product | undefined>;
  /** Names and prices of those of the SKUs that exist, by SKU. Takes at most 100 different SKUs. */
  findEntries(skus: readonly string[], options: CallOptions): Promise<ReadonlyMap<string, CatalogueEntry>>;
  /** Names and prices of at most `limit` products that are listed; a product that changed a moment ago may be stale or missing. */
  firstEntries(limit: number, options: CallOptions): Promise<readonly CatalogueEntry[]>;
  /**
   * Products that are not discontinued, by ascending SKU, with the availability that was counted last. A product that
   * was created a moment ago may still be missing.
   */
  list(page: { limit: number; after?: string | undefined }, options: CallOptions): Promise<ProductPage>;
}

/** Remembers catalogue entries for a while. May forget at any time; may reject, and is then done without. */
export interface CatalogueCache {
  /** Those of the entries that it remembers. */
  get(skus: readonly string[], options: CallOptions): Promise<readonly CatalogueEntry[]>;
  put(entries: readonly CatalogueEntry[], options: CallOptions): Promise<void>;
}
