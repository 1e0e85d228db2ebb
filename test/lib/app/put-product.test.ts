import { describe, expect, it } from 'vitest';
import { putProduct } from '../../../lib/app/put-product.ts';
import { aCall } from '../../builders/a-call.ts';
import { aProduct } from '../../builders/a-product.ts';
import { createMemoryProductRepository } from '../../doubles/memory-product-repository.ts';

const options = aCall();

describe('putProduct', () => {
  it('adds the product, with all of its stock available, and answers it', async () => {
    const products = createMemoryProductRepository();
    const { available: stock, ...facts } = aProduct({ stockShards: 3 });
    expect(await putProduct({ products })({ ...facts, stock }, options)).toEqual(
      aProduct({ stockShards: 3 }),
    );
    expect(await products.find('TEA-001', options)).toEqual(aProduct({ stockShards: 3 }));
  });

  it('keeps the stock in one place unless asked to spread it', async () => {
    const products = createMemoryProductRepository();
    const { available: stock, stockShards: _, ...facts } = aProduct();
    expect(await putProduct({ products })({ ...facts, stock }, options)).toMatchObject({ stockShards: 1 });
  });
});
