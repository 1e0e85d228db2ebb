import { createDynamoListedAvailability } from '../../../lib/adapters/dynamodb/dynamo-listed-availability.ts';
import { createDynamoProductRepository } from '../../../lib/adapters/dynamodb/dynamo-product-repository.ts';
import type { Product } from '../../../lib/domain/product.ts';
import { unlimitedCall } from '../../../lib/platform/call-options.ts';
import { type ComparedRead, compareReads, type MeasuredRead } from './compare-reads.ts';
import { listWithStock } from './former-reads.ts';

/** Each of them, as many as a page of products and a product may have. */
const [productCount, stockShards] = [100, 20];

const products = Array.from(
  { length: productCount },
  (_, n): Product => ({
    sku: `SKU-${String(n).padStart(3, '0')}`,
    name: 'Darjeeling first flush, 100 g',
    unitPrice: { amount: 1_999, currency: 'USD' },
    version: 1,
    discontinued: false,
    available: 1_000,
    stockShards,
    minStockShards: stockShards,
    initialStock: 1_000,
  }),
);

const reads: readonly ComparedRead[] = [
  {
    name: 'page of 100 products',
    now: (table, options) => createDynamoProductRepository(table).list({ limit: productCount }, options),
    before: (table, options) => listWithStock(table, productCount, options),
  },
  {
    name: 'one product',
    now: (table, options) => createDynamoProductRepository(table).find('SKU-000', options),
  },
  {
    name: 'count of 100 products, each minute',
    now: (table, options) => createDynamoListedAvailability(table).count(products, options),
  },
];

export interface CatalogueReads {
  readonly products: number;
  /** Of each product. */
  readonly stockShards: number;
  readonly reads: readonly MeasuredRead[];
}

/** Calls and read units of the catalogue, for products with as many stock items as they may have. */
export const measureCatalogueReads = async (): Promise<CatalogueReads> => ({
  products: productCount,
  stockShards,
  reads: await compareReads(reads, async (table) => {
    const repository = createDynamoProductRepository(table);
    for (const product of products) await repository.create(product, unlimitedCall());
  }),
});
