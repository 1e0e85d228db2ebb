import type { ProductRepository } from '../../app/ports/product-repository.ts';
import type { Product } from '../../domain/product.ts';

/** The catalogue in this process's memory, for tests and simulation. */
export const createMemoryProductRepository = (): ProductRepository => {
  const products = new Map<string, Product>();
  return {
    async save(product) {
      products.set(product.sku, structuredClone(product));
    },
    async find(sku) {
      return structuredClone(products.get(sku));
    },
    async findEntries(skus) {
      const known = skus.flatMap((sku) => products.get(sku) ?? []);
      return new Map(known.map(({ available: _, ...entry }) => [entry.sku, structuredClone(entry)]));
    },
    async list({ limit, after = '' }) {
      const rest = [...products.values()]
        .filter(({ sku }) => sku > after)
        .sort((a, b) => (a.sku < b.sku ? -1 : 1));
      const page = structuredClone(rest.slice(0, limit));
      const last = page.at(-1);
      return { products: page, ...(rest.length > limit && last && { nextAfter: last.sku }) };
    },
  };
};
