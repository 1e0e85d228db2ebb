import { entityTagOf } from '../contract/entity-tag.ts';
import { headers } from '../contract/headers.ts';
import type { StoredResponse } from '../contract/idempotency.ts';
import type { ProductResponse } from '../contract/schemas/product-schemas.ts';
import type { Product } from '../domain/product.ts';
import { type ApiResponse, json } from '../platform/response.ts';
import type { EveryField } from './responses.ts';

/** A product as clients see it. A field that is added to the product does not compile until it is shown or left out. */
export const presentProduct = ({
  sku,
  name,
  unitPrice,
  available,
  discontinued,
  version: _version,
  stockShards: _stockShards,
  minStockShards: _minStockShards,
  initialStock: _initialStock,
  ...others
}: Product) => {
  others satisfies Record<string, never>;
  return {
    sku,
    name,
    unitPrice: { amount: unitPrice.amount, currency: unitPrice.currency },
    available,
    discontinued: discontinued || undefined,
  } satisfies EveryField<ProductResponse>;
};

/** One product. Its entity tag is that of its version: sales do not change it. */
export const respondProduct = (product: Product): ApiResponse =>
  json(200, presentProduct(product), { [headers.etag]: entityTagOf(product) });

/** The product after a movement of its stock. */
export const respondMoved = (product: Product): StoredResponse => json(201, presentProduct(product));

/** A page of products, which clients and caches may keep. @param maxAgeSeconds how long. */
export const respondProducts = (
  page: { readonly products: readonly Product[]; readonly nextCursor?: string },
  maxAgeSeconds: number,
): ApiResponse =>
  json(
    200,
    {
      items: page.products.map(presentProduct),
      ...(page.nextCursor !== undefined && { nextCursor: page.nextCursor }),
    },
    // The gateway names the origin of the request in its answer: a cache has one answer for each.
    { [headers.cacheControl]: `public, max-age=${maxAgeSeconds}`, [headers.vary]: 'Origin' },
  );
