import type { ProductResponse } from '../contract/schemas/product-schemas.ts';
import type { Product } from '../domain/product.ts';
import type { EveryField } from './responses.ts';

/** A product as clients see it. A field that is added to the product does not compile until it is shown or left out. */
export const presentProduct = ({
  sku,
  name,
  unitPrice,
  available,
  stockShards: _stockShards,
  ...others
}: Product) => {
  others satisfies Record<string, never>;
  return {
    sku,
    name,
    unitPrice: { amount: unitPrice.amount, currency: unitPrice.currency },
    available,
  } satisfies EveryField<ProductResponse>;
};

/** A page of products. */
export const presentProducts = (page: { products: readonly Product[]; nextCursor?: string }) => ({
  items: page.products.map(presentProduct),
  ...(page.nextCursor !== undefined && { nextCursor: page.nextCursor }),
});
