import type { CallOptions } from '../../platform/call-options.ts';
import type { CatalogueEntry } from './product-repository.ts';

/** Remembers catalogue entries for a while. May forget at any time; may reject, and is then done without. */
export interface CatalogueCache {
  /** Those of the entries that it remembers. */
  get(skus: readonly string[], options: CallOptions): Promise<readonly CatalogueEntry[]>;
  put(entries: readonly CatalogueEntry[], options: CallOptions): Promise<void>;
}
