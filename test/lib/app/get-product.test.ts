import { describe, expect, it } from 'vitest';
import { getProduct } from '../../../lib/app/get-product.ts';
import { aCall } from '../../builders/a-call.ts';
import { aProduct } from '../../builders/a-product.ts';
import { createMemoryDatabase } from '../../doubles/memory-database.ts';

const options = aCall();

describe('getProduct', () => {
  it('answers the product', async () => {
    const products = createMemoryDatabase().products;
    await products.create(aProduct(), options);
    expect(await getProduct({ products })('TEA-001', options)).toEqual(aProduct());
  });

  it('is PRD-001 for an unknown product', async () => {
    const get = getProduct({ products: createMemoryDatabase().products });
    const refusal = { code: 'PRD-001', status: 404, details: { sku: 'TEA-001' } };
    await expect(get('TEA-001', options)).rejects.toMatchObject(refusal);
  });

  it('does not ask the repository for a malformed SKU', async () => {
    const find = () => {
      throw new Error('asked');
    };
    await expect(getProduct({ products: { find } })('no sku', options)).rejects.toMatchObject({
      code: 'PRD-001',
    });
  });
});
