import { expect } from 'vitest';
import type { OrderStore, StockTake } from '../../../lib/app/ports/order-store.ts';
import type { ProductRepository } from '../../../lib/app/ports/product-repository.ts';
import type { Product } from '../../../lib/domain/product.ts';

type Offer = Pick<Product, 'name' | 'unitPrice' | 'discontinued'>;

/** Notes what a product was in each of its versions, and as which version orders have taken its units. */
export const watchOffers = (sku = 'TEA-001') => {
  const offers = new Map<number, Offer>();
  const sold: (StockTake & { readonly name: string | undefined; readonly least: number })[] = [];
  const note = ({ version, name, unitPrice, discontinued }: Offer & Pick<Product, 'version'>) =>
    void offers.set(version, { name, unitPrice, discontinued });

  return {
    /** Notes the product as it was before anything was watched. */
    note,
    /** The catalogue, with its changes noted. */
    products: (products: ProductRepository): ProductRepository => ({
      ...products,
      create: async (product, options) => {
        await products.create(product, options);
        if (product.sku === sku) note(product);
      },
      change: async (before, after, options) => {
        await products.change(before, after, options);
        if (after.sku === sku) note(after);
      },
    }),
    /** The order store, with its sales noted. */
    store: (store: OrderStore): OrderStore => ({
      ...store,
      commit: async (commit, options) => {
        // Every version that is known by now was stored before the sale.
        const least = Math.max(...offers.keys());
        const failures = await store.commit(commit, options);
        const takes = failures.length === 0 ? (commit.take ?? []) : [];
        for (const take of takes.filter((one) => one.sku === sku)) {
          const line = commit.order?.next.lines.find((one) => one.sku === sku);
          sold.push({ ...take, name: line?.name, least });
        }
        return failures;
      },
    }),
    versions: () => offers.size,
    /** Every order has name and price of the version that its units were taken as, which was not replaced before. */
    audit: () => {
      for (const { version, name, unitPrice, least } of sold) {
        expect(version).toBeGreaterThanOrEqual(least);
        expect({ name, unitPrice, discontinued: false }).toEqual(offers.get(version));
      }
    },
  };
};
