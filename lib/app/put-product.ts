import type { Money } from '../domain/money.ts';
import type { Product } from '../domain/product.ts';
import type { CallOptions } from '../platform/call-options.ts';
import type { RetryOnConflict } from '../platform/resilience/retry-on-conflict.ts';
import type { ProductRepository } from './ports/product-repository.ts';

export interface PutProductCommand {
  readonly sku: string;
  readonly name: string;
  readonly unitPrice: Money;
  readonly stock: number;
  /** 1 unless given. */
  readonly stockShards?: number | undefined;
}

export interface PutProductDependencies {
  readonly products: Pick<ProductRepository, 'save'>;
  readonly retryOnConflict: RetryOnConflict;
}

/**
 * Use case: add a product to the catalogue or replace it.
 * @throws {ServiceError} SYS-004 on too many concurrent updates of the product.
 */
export const putProduct =
  ({ products, retryOnConflict }: PutProductDependencies) =>
  async (
    { sku, name, unitPrice, stock, stockShards = 1 }: PutProductCommand,
    options: CallOptions,
  ): Promise<Product> => {
    const product = { sku, name, unitPrice, available: stock, stockShards };
    await retryOnConflict(`product ${sku}`, (limited) => products.save(product, limited), options);
    return product;
  };
