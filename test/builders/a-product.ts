import type { Product } from '../../lib/domain/product.ts';

/** A product that a test says only the interesting things about. */
export const aProduct = (facts: Partial<Product> = {}): Product => ({
  sku: 'TEA-001',
  name: 'Assam, 100 g',
  unitPrice: { amount: 1_999, currency: 'USD' },
  available: 25,
  stockShards: 1,
  ...facts,
});
