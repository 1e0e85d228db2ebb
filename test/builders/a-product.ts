import type { Product } from '../../lib/domain/product.ts';

/** A product with the fields that a test sets; unchanged since its creation. */
export const aProduct = ({ available = 25, stockShards = 1, ...facts }: Partial<Product> = {}): Product => ({
  sku: 'TEA-001',
  name: 'Assam, 100 g',
  unitPrice: { amount: 1_999, currency: 'USD' },
  version: 1,
  discontinued: false,
  available,
  stockShards,
  minStockShards: stockShards,
  initialStock: available,
  ...facts,
});
