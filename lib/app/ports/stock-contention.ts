import type { CallOptions } from '../../platform/call-options.ts';

/** A product whose orders conflicted for its stock items. */
export interface ContendedProduct {
  readonly sku: string;
  /** Time of the newest mark, RFC 3339. */
  readonly markedAt: string;
  /** Time of the last split, RFC 3339; absent before the first one. */
  readonly splitAt?: string;
}

/** The products whose orders conflict, and the split of their stock. */
export interface StockContention {
  /** Marks a product; a mark that is newer stays. */
  mark(sku: string, at: string, options: CallOptions): Promise<void>;
  /** Every marked product, by SKU. */
  listMarked(options: CallOptions): AsyncIterable<ContendedProduct>;
  /**
   * Moves half of the units of each stock item to a new stock item, in one transaction, and notes the time. Orders
   * may take and return units meanwhile: none is lost.
   * @returns the number of stock items afterwards; `undefined` if the product has as many as it may have, is gone, or
   *   changed meanwhile.
   */
  split(sku: string, at: string, options: CallOptions): Promise<number | undefined>;
}
