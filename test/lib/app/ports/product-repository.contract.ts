import { beforeEach, describe, expect, it } from 'vitest';
import type { ProductRepository } from '../../../../lib/app/ports/product-repository.ts';
import { aCall } from '../../../builders/a-call.ts';
import { aProduct } from '../../../builders/a-product.ts';
import { oneByOne } from '../../../harness/one-by-one.ts';

const options = aCall();

/** What every ProductRepository does. @param create makes an empty one. */
export const productRepositoryContract = (create: () => Promise<ProductRepository>): void => {
  describe('ProductRepository', () => {
    let products: ProductRepository;
    beforeEach(async () => {
      products = await create();
    });

    const save = (...skus: string[]) => oneByOne(skus, (sku) => products.save(aProduct({ sku }), options));

    /** SKUs of all pages. */
    const pages = async (limit: number): Promise<string[][]> => {
      const seen: string[][] = [];
      let after: string | undefined;
      do {
        const page = await products.list({ limit, after }, options);
        seen.push(page.products.map(({ sku }) => sku));
        after = page.nextAfter;
      } while (after !== undefined && seen.length < 100);
      return seen;
    };

    it('finds a product as it was saved', async () => {
      await products.save(aProduct(), options);
      expect(await products.find('TEA-001', options)).toEqual(aProduct());
    });

    it('finds nothing under a SKU that it does not have, whatever its case', async () => {
      await save('TEA-001');
      expect(await products.find('TEA-002', options)).toBeUndefined();
      expect(await products.find('tea-001', options)).toBeUndefined();
    });

    it('replaces a product, stock included', async () => {
      await products.save(aProduct(), options);
      const next = aProduct({ name: 'Darjeeling', unitPrice: { amount: 0, currency: 'USD' }, available: 0 });
      await products.save(next, options);
      expect(await products.find('TEA-001', options)).toEqual(next);
    });

    describe('findEntries', () => {
      it('answers name and price of those that exist, by SKU', async () => {
        await save('A', 'B');
        const { available: _, ...entry } = aProduct({ sku: 'B' });
        expect(await products.findEntries(['B', 'C'], options)).toEqual(new Map([['B', entry]]));
      });

      it('answers nothing when asked for nothing', async () => {
        expect(await products.findEntries([], options)).toEqual(new Map());
      });

      it('takes 100 SKUs', async () => {
        const skus = Array.from({ length: 100 }, (_, n) => `SKU-${n}`);
        await save('SKU-0', 'SKU-99');
        expect([...(await products.findEntries(skus, options)).keys()].sort()).toEqual(['SKU-0', 'SKU-99']);
      });
    });

    describe('list', () => {
      it('is empty when there are no products', async () => {
        expect(await products.list({ limit: 10 }, options)).toEqual({ products: [] });
      });

      it('has whole products, by ascending SKU', async () => {
        await save('b', 'B', '10', '9', 'a.b', 'A-1');
        const { products: listed } = await products.list({ limit: 10 }, options);
        expect(listed).toEqual(['10', '9', 'A-1', 'B', 'a.b', 'b'].map((sku) => aProduct({ sku })));
      });

      it.each([1, 2, 3, 4, 5, 6])('has every product once in pages of %i', async (limit) => {
        const skus = ['A', 'B', 'C', 'D', 'E'];
        await save(...skus);
        const seen = await pages(limit);
        expect(seen.flat()).toEqual(skus);
        expect(seen).toHaveLength(Math.ceil(skus.length / limit));
      });

      it('goes on after a SKU that is gone or never was', async () => {
        await save('A', 'C');
        expect(await products.list({ limit: 10, after: 'B' }, options)).toEqual({
          products: [aProduct({ sku: 'C' })],
        });
      });

      it('takes a page of 100', async () => {
        await save(...Array.from({ length: 101 }, (_, n) => `SKU-${String(n).padStart(3, '0')}`));
        const page = await products.list({ limit: 100 }, options);
        expect(page.products).toHaveLength(100);
        expect(page.nextAfter).toBe('SKU-099');
      });
    });
  });
};
