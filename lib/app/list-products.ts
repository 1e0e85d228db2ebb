import { invalidRequest } from '../contract/errors/factories.ts';
import { invalidCursor } from '../contract/schemas/list-query-schemas.ts';
import { isSku } from '../domain/identifiers.ts';
import type { Product } from '../domain/product.ts';
import type { CallOptions } from '../platform/call-options.ts';
import type { ExpiringMap } from '../platform/expiring-map.ts';
import type { ProductRepository } from './ports/product-repository.ts';

export interface ListProductsQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface ProductList {
  readonly products: readonly Product[];
  readonly nextCursor?: string;
}

export interface ListProductsDependencies {
  readonly products: Pick<ProductRepository, 'list'>;
  /** Pages that were read a moment ago. */
  readonly pages: ExpiringMap<ProductList>;
}

const encodeCursor = (sku: string): string => Buffer.from(sku).toString('base64url');

const decodeCursor = (cursor: string): string => {
  const sku = Buffer.from(cursor, 'base64url').toString();
  // A lenient decoder lets other texts stand for the same SKU.
  if (!isSku(sku) || encodeCursor(sku) !== cursor)
    throw invalidRequest([{ path: 'cursor', message: invalidCursor }]);
  return sku;
};

/**
 * Use case: the catalogue, a page at a time. Availability is that of the last count.
 * @throws {ServiceError} VAL-001 on a cursor that this list did not give out.
 */
export const listProducts =
  ({ products, pages }: ListProductsDependencies) =>
  async ({ limit, cursor }: ListProductsQuery, options: CallOptions): Promise<ProductList> => {
    const after = cursor === undefined ? undefined : decodeCursor(cursor);
    const key = JSON.stringify([limit, cursor]);
    const kept = pages.get(key);
    if (kept) return kept;
    const page = await products.list({ limit, after }, options);
    const list = {
      products: page.products,
      ...(page.nextAfter !== undefined && { nextCursor: encodeCursor(page.nextAfter) }),
    };
    pages.set(key, list);
    return list;
  };
