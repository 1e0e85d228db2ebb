import type { Product } from '../../lib/domain/product.ts';

/** A product that a test says only the interesting things about; nobody has changed it since it was created. */
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
