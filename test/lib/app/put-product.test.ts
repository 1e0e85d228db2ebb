import { describe, expect, it } from 'vitest';
import { putProduct } from '../../../lib/app/put-product.ts';
import { ConflictError } from '../../../lib/platform/resilience/retry-on-conflict.ts';
import { aCall } from '../../builders/a-call.ts';
import { aProduct } from '../../builders/a-product.ts';
import { createMemoryProductRepository } from '../../doubles/memory-product-repository.ts';
import { retryPromptly } from '../../doubles/prompt-retry.ts';

const options = aCall();

describe('putProduct', () => {
  it('adds the product, with all of its stock available, and answers it', async () => {
    const products = createMemoryProductRepository();
    const { available: stock, ...facts } = aProduct({ stockShards: 3 });
    expect(
      await putProduct({ products, retryOnConflict: retryPromptly })({ ...facts, stock }, options),
    ).toEqual(aProduct({ stockShards: 3 }));
    expect(await products.find('TEA-001', options)).toEqual(aProduct({ stockShards: 3 }));
  });

  it('keeps the stock in one place unless asked to spread it', async () => {
    const products = createMemoryProductRepository();
    const { available: stock, stockShards: _, ...facts } = aProduct();
    expect(
      await putProduct({ products, retryOnConflict: retryPromptly })({ ...facts, stock }, options),
    ).toMatchObject({ stockShards: 1 });
  });

  describe('when others save the product at the same time', () => {
    const { available: stock, ...facts } = aProduct();
    const savedAfter = (conflicts: number) => {
      const products = createMemoryProductRepository();
      let left = conflicts;
      const save: typeof products.save = async (...call) => {
        left -= 1;
        if (left >= 0) throw new ConflictError();
        await products.save(...call);
      };
      const put = putProduct({ products: { save }, retryOnConflict: retryPromptly });
      return { products, saved: put({ ...facts, stock }, options) };
    };

    it('saves it again', async () => {
      const { products, saved } = savedAfter(2);
      await saved;
      expect(await products.find('TEA-001', options)).toEqual(aProduct());
    });

    it('is SYS-004 if they go on', async () => {
      await expect(savedAfter(Number.POSITIVE_INFINITY).saved).rejects.toMatchObject({ code: 'SYS-004' });
    });
  });
});
