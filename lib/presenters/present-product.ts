import type { Product } from '../domain/product.ts';

/** A product as clients see it: the listed fields and no others. */
export const presentProduct = ({ sku, name, unitPrice, available }: Product) => ({
  sku,
  name,
  unitPrice: { amount: unitPrice.amount, currency: unitPrice.currency },
  available,
});

/** A page of products. */
export const presentProducts = (page: { products: readonly Product[]; nextCursor?: string }) => ({
  items: page.products.map(presentProduct),
  ...(page.nextCursor !== undefined && { nextCursor: page.nextCursor }),
});
