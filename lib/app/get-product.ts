import { productNotFound } from '../contract/errors/factories.ts';
import { isSku } from '../domain/identifiers.ts';
import type { Product } from '../domain/product.ts';
import type { CallOptions } from '../platform/call-options.ts';
import type { ProductRepository } from './ports/product-repository.ts';

/**
 * Use case: read one product.
 * @throws {ServiceError} PRD-001 when there is none.
 */
export const getProduct =
  ({ products }: { readonly products: Pick<ProductRepository, 'find'> }) =>
  async (sku: string, options: CallOptions): Promise<Product> => {
    const product = isSku(sku) ? await products.find(sku, options) : undefined;
    if (!product) throw productNotFound(sku);
    return product;
  };
