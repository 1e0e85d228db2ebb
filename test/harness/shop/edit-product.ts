import type { ProductRepository } from '../../../lib/app/ports/product-repository.ts';
import { changeProduct, type Product, type ProductChange } from '../../../lib/domain/product.ts';
import { calmly } from './calmly.ts';

/** Changes a product as an admin does. */
export const editProduct = async (
  products: Pick<ProductRepository, 'find' | 'change'>,
  change: ProductChange,
  sku = 'TEA-001',
): Promise<Product> => {
  const stored = await products.find(sku, calmly);
  if (!stored) throw new Error(`there is no product ${sku}`);
  const changed = changeProduct(stored, change);
  await products.change(stored, changed, calmly);
  return changed;
};
