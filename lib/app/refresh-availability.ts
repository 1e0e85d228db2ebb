import type { CallOptions } from '../platform/call-options.ts';
import type { ListedAvailability } from './ports/listed-availability.ts';
import type { ProductRepository } from './ports/product-repository.ts';

export interface RefreshAvailabilityDependencies {
  readonly products: Pick<ProductRepository, 'list'>;
  readonly availability: ListedAvailability;
  /** Receives the reason why a product keeps the availability that it had. */
  readonly onFailure: (sku: string, reason: unknown) => void;
}

/** Products that are counted at once. */
const pageSize = 100;

/**
 * Use case: count the units of the listed products, and list those numbers that have changed. A run that has no time for
 * the whole catalogue goes on in the next one.
 */
export const refreshAvailability = ({
  products,
  availability,
  onFailure,
}: RefreshAvailabilityDependencies) => {
  let after: string | undefined;

  return async (options: CallOptions): Promise<{ readonly counted: number; readonly refreshed: number }> => {
    const done = { counted: 0, refreshed: 0 };
    do {
      const page = await products.list({ limit: pageSize, after }, options);
      const counted = await availability.count(page.products, options);
      for (const { sku, available } of page.products) {
        const units = counted.get(sku) ?? available;
        if (units === available) continue;
        try {
          await availability.update(sku, units, options);
          done.refreshed += 1;
        } catch (reason) {
          onFailure(sku, reason);
        }
      }
      done.counted += page.products.length;
      after = page.nextAfter;
    } while (after !== undefined && !options.signal.aborted);
    return done;
  };
};
