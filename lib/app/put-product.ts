import { entityTagOf } from '../contract/entity-tag.ts';
import { invalidRequest, productHasChanged, stockChangesByMovements } from '../contract/errors/factories.ts';
import { changeProduct, type Product, type ProductChange } from '../domain/product.ts';
import type { CallOptions } from '../platform/call-options.ts';
import type { RetryOnConflict } from '../platform/resilience/retry-on-conflict.ts';
import type { ProductRepository } from './ports/product-repository.ts';

/** The state that a client expects the product to have. */
export interface ProductPreconditions {
  /** Entity tags of which it has one, or `*` for any. */
  readonly ifMatch?: '*' | readonly string[] | undefined;
  /** It does not exist. */
  readonly ifNoneMatch?: '*' | undefined;
}

export interface PutProductCommand extends ProductChange, ProductPreconditions {
  readonly sku: string;
  /** Units of a new product. */
  readonly stock?: number | undefined;
}

export interface PutProductDependencies {
  readonly products: Pick<ProductRepository, 'find' | 'create' | 'change'>;
  readonly retryOnConflict: RetryOnConflict;
}

const checkPreconditions = (
  { sku, ifMatch, ifNoneMatch }: PutProductCommand,
  stored: Product | undefined,
): void => {
  const tag = stored && entityTagOf(stored);
  const isExpected = ifMatch === '*' ? tag !== undefined : tag !== undefined && ifMatch?.includes(tag);
  if (ifMatch !== undefined && !isExpected) throw productHasChanged(sku, tag);
  if (ifNoneMatch !== undefined && stored) throw productHasChanged(sku, tag);
};

const newProduct = ({
  sku,
  name,
  unitPrice,
  stock = 0,
  stockShards = 1,
  discontinued = false,
}: PutProductCommand): Product => {
  if (name === undefined || unitPrice === undefined) {
    const missing = Object.entries({ name, unitPrice }).filter(([, value]) => value === undefined);
    throw invalidRequest(missing.map(([path]) => ({ path, message: 'is required for a new product' })));
  }
  const units = { available: stock, initialStock: stock, stockShards, minStockShards: stockShards };
  return { sku, name, unitPrice, version: 1, discontinued, ...units };
};

/**
 * Use case: add a product to the catalogue, or change one. A change leaves the stock as it is, except for the number of
 * stock items. A creation that is repeated, such as after a lost answer, changes nothing.
 * @throws {ServiceError} VAL-001 for a new product without name or price, PRD-002 for other stock of a product that
 *   exists, PRD-003 when the product is not as expected, SYS-004 on too many concurrent updates of the product.
 */
export const putProduct =
  ({ products, retryOnConflict }: PutProductDependencies) =>
  (command: PutProductCommand, options: CallOptions): Promise<Product> => {
    const { sku, name, unitPrice, discontinued, stock, stockShards } = command;
    const put = async (limited: CallOptions): Promise<Product> => {
      const stored = await products.find(sku, limited);
      checkPreconditions(command, stored);
      if (!stored) {
        const product = newProduct(command);
        await products.create(product, limited);
        return product;
      }
      const changed = changeProduct(stored, { name, unitPrice, discontinued, stockShards });
      const isRepeated = changed === stored && stock === stored.initialStock;
      if (stock !== undefined && !isRepeated) throw stockChangesByMovements(sku);
      if (changed !== stored) await products.change(stored, changed, limited);
      return changed;
    };
    return retryOnConflict(`product ${sku}`, put, options);
  };
