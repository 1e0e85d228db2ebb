import type { Money } from '../domain/money.ts';
import type { Product } from '../domain/product.ts';
import type { CallOptions } from '../platform/call-options.ts';
import type { ProductRepository } from './ports/product-repository.ts';

export interface PutProductCommand {
  readonly sku: string;
  readonly name: string;
  readonly unitPrice: Money;
  readonly stock: number;
  /** 1 unless given. */
  readonly stockShards?: number | undefined;
}

/** Use case: add a product to the catalogue or replace it. */
export const putProduct =
  ({ products }: { readonly products: Pick<ProductRepository, 'save'> }) =>
  async (
    { sku, name, unitPrice, stock, stockShards = 1 }: PutProductCommand,
    options: CallOptions,
  ): Promise<Product> => {
    const product = { sku, name, unitPrice, available: stock, stockShards };
    await products.save(product, options);
    return product;
  };
