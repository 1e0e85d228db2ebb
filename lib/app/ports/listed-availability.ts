import type { CallOptions } from '../../platform/call-options.ts';
import type { CatalogueEntry } from './product-repository.ts';

/** The availability that the list of products shows: counted from time to time, so that a list reads no stock item. */
export interface ListedAvailability {
  /**
   * Units on all stock items of the products, by SKU; they may be a moment old. A product is left out while the number of
   * its stock items changes.
   */
  count(
    entries: readonly Pick<CatalogueEntry, 'sku' | 'stockShards'>[],
    options: CallOptions,
  ): Promise<ReadonlyMap<string, number>>;
  /** Shows these units from now on. */
  update(sku: string, available: number, options: CallOptions): Promise<void>;
}
