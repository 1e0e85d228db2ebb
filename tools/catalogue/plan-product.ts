import type { Product, PutProductRequest } from '../../client/src/order-service-client.ts';
import type { CatalogueRow, Problem } from './catalogue-row.ts';

/** A product of the service with its entity tag. */
export interface StoredProduct {
  readonly product: Product;
  readonly etag: string | undefined;
}

/** The request that gives a product the values of its row. */
export type ProductPlan =
  | { readonly kind: 'created'; readonly body: PutProductRequest; readonly ifNoneMatch: '*' }
  | { readonly kind: 'changed'; readonly body: PutProductRequest; readonly ifMatch: string | undefined }
  | { readonly kind: 'unchanged' };

/** Compares a row with the product of the service. Stock of an existing product changes by movements only. */
export const planProduct = ({ values }: CatalogueRow, stored: StoredProduct | undefined): ProductPlan => {
  if (stored === undefined) return { kind: 'created', body: values, ifNoneMatch: '*' };
  const { product, etag } = stored;
  const { name, unitPrice, discontinued } = values;
  const hasPrice =
    unitPrice === undefined ||
    (unitPrice.amount === product.unitPrice.amount && unitPrice.currency === product.unitPrice.currency);
  const body: PutProductRequest = {
    ...(name !== undefined && name !== product.name && { name }),
    ...(!hasPrice && { unitPrice }),
    ...(discontinued !== undefined && discontinued !== (product.discontinued ?? false) && { discontinued }),
  };
  return Object.keys(body).length === 0 ? { kind: 'unchanged' } : { kind: 'changed', body, ifMatch: etag };
};

/** Values that a row lacks for a product that the service does not have. */
export const newProductProblems = ({ line, sku, values }: CatalogueRow): readonly Problem[] =>
  (['name', 'price'] as const)
    .filter((column) => values[column === 'price' ? 'unitPrice' : column] === undefined)
    .map((column) => ({ line, column, message: `is needed: ${sku} is a new product` }));
