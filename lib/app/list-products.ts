import { invalidRequest } from '../contract/errors/factories.ts';
import { isSku } from '../domain/identifiers.ts';
import type { Product } from '../domain/product.ts';
import type { CallOptions } from '../platform/call-options.ts';
import type { ProductRepository } from './ports/product-repository.ts';

export interface ListProductsQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface ProductList {
  readonly products: readonly Product[];
  readonly nextCursor?: string;
}

const encodeCursor = (sku: string): string => Buffer.from(sku).toString('base64url');

const decodeCursor = (cursor: string): string => {
  const sku = Buffer.from(cursor, 'base64url').toString();
  // A lenient decoder lets other texts stand for the same SKU.
  if (!isSku(sku) || encodeCursor(sku) !== cursor)
    throw invalidRequest([{ path: 'cursor', message: 'invalid cursor for this list' }]);
  return sku;
};

/**
 * Use case: the catalogue, a page at a time.
 * @throws {ServiceError} VAL-001 on a cursor that this list did not give out.
 */
export const listProducts =
  ({ products }: { readonly products: Pick<ProductRepository, 'list'> }) =>
  async ({ limit, cursor }: ListProductsQuery, options: CallOptions): Promise<ProductList> => {
    const after = cursor === undefined ? undefined : decodeCursor(cursor);
    const page = await products.list({ limit, after }, options);
    return {
      products: page.products,
      ...(page.nextAfter !== undefined && { nextCursor: encodeCursor(page.nextAfter) }),
    };
  };
