import type { CallOptions } from '../../platform/call-options.ts';

/** A product whose orders conflicted for its stock items. */
export interface ContendedProduct {
  readonly sku: string;
  /** Time of the newest mark, RFC 3339. */
  readonly markedAt: string;
  /** Time at which the number of its stock items last changed by itself, RFC 3339; absent before the first time. */
  readonly reshardedAt?: string;
}

/** The products whose orders conflict, and the number of their stock items. */
export interface StockContention {
  /** Marks a product; a mark that is newer stays. */
  mark(sku: string, at: string, options: CallOptions): Promise<void>;
  /**
   * Every marked product, by SKU.
   * @param onUnreadable receives the products whose marks cannot be read; they are left out.
   */
  listMarked(
    onUnreadable: (sku: string, reason: unknown) => void,
    options: CallOptions,
  ): AsyncIterable<ContendedProduct>;
  /** Forgets a product that was not marked again. */
  forget(product: ContendedProduct, options: CallOptions): Promise<void>;
  /**
   * Spreads the units of a product over another number of stock items, in one transaction, and notes the time. Orders
   * and movements may change the units meanwhile: none is lost.
   * @param next the number of stock items, by that of now and the fewest that the product may have.
   * @returns the numbers before and after; `undefined` if the product is gone or changed meanwhile.
   */
  reshard(
    sku: string,
    next: (stock: { readonly stockShards: number; readonly minStockShards: number }) => number,
    at: string,
    options: CallOptions,
  ): Promise<{ readonly before: number; readonly after: number } | undefined>;
}
