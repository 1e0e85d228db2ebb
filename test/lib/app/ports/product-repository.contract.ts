import { beforeEach, describe, expect, it } from 'vitest';
import type { ProductRepository } from '../../../../lib/app/ports/product-repository.ts';
import { ConflictError } from '../../../../lib/platform/resilience/retry-on-conflict.ts';
import { aCall } from '../../../builders/a-call.ts';
import { aProduct } from '../../../builders/a-product.ts';
import { oneByOne } from '../../../harness/one-by-one.ts';
import { editProduct } from '../../../harness/shop/edit-product.ts';

const options = aCall();

/** Cases of every ProductRepository. @param open makes an empty one. */
export const productRepositoryContract = (open: () => Promise<ProductRepository>): void => {
  describe('ProductRepository', () => {
    let products: ProductRepository;
    beforeEach(async () => {
      products = await open();
    });

    const create = (...skus: string[]) =>
      oneByOne(skus, (sku) => products.create(aProduct({ sku }), options));

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
      await products.create(aProduct(), options);
      expect(await products.find('TEA-001', options)).toEqual(aProduct());
    });

    it('finds nothing under an unknown SKU, or under a SKU in another case', async () => {
      await create('TEA-001');
      expect(await products.find('TEA-002', options)).toBeUndefined();
      expect(await products.find('tea-001', options)).toBeUndefined();
    });

    it('refuses to create a product that exists', async () => {
      await create('TEA-001');
      const another = aProduct({ name: 'Darjeeling', available: 0 });
      await expect(products.create(another, options)).rejects.toThrow(ConflictError);
      expect(await products.find('TEA-001', options)).toEqual(aProduct());
    });

    it('changes everything of a product but its units', async () => {
      await create('TEA-001');
      const change = { name: 'Darjeeling', unitPrice: { amount: 0, currency: 'USD' } } as const;
      await editProduct(products, { ...change, discontinued: true });
      const next = aProduct({ ...change, discontinued: true, version: 2 });
      expect(await products.find('TEA-001', options)).toEqual(next);
      await editProduct(products, { discontinued: false });
      expect(await products.find('TEA-001', options)).toEqual({ ...next, discontinued: false, version: 3 });
    });

    it.each([
      ['version', { name: 'Ceylon' }],
      ['number of stock items', { stockShards: 8 }],
      ['least number of stock items', { stockShards: 3 }],
    ])('refuses a change of a product that has another %s by now', async (_, other) => {
      const before = aProduct({ stockShards: 4, minStockShards: 2 });
      await products.create(before, options);
      const current = await editProduct(products, other);
      const change = { ...before, name: 'Darjeeling', version: 2 };
      await expect(products.change(before, change, options)).rejects.toThrow(ConflictError);
      expect(await products.find('TEA-001', options)).toEqual(current);
    });

    it('refuses to change a product that does not exist', async () => {
      const change = { ...aProduct(), version: 2 };
      await expect(products.change(aProduct(), change, options)).rejects.toThrow(ConflictError);
    });

    describe('findEntries', () => {
      it('answers name and price of those that exist, by SKU', async () => {
        await create('A', 'B');
        const { available: _, ...entry } = aProduct({ sku: 'B' });
        expect(await products.findEntries(['B', 'C'], options)).toEqual(new Map([['B', entry]]));
      });

      it('answers an empty list of SKUs with none', async () => {
        expect(await products.findEntries([], options)).toEqual(new Map());
      });

      it('takes 100 SKUs', async () => {
        const skus = Array.from({ length: 100 }, (_, n) => `SKU-${n}`);
        await create('SKU-0', 'SKU-99');
        expect([...(await products.findEntries(skus, options)).keys()].sort()).toEqual(['SKU-0', 'SKU-99']);
      });
    });

    describe('firstEntries', () => {
      it('answers name and price of the first products by SKU', async () => {
        await create('B', 'A', 'C');
        const { available: _, ...entry } = aProduct();
        expect(await products.firstEntries(2, options)).toEqual([
          { ...entry, sku: 'A' },
          { ...entry, sku: 'B' },
        ]);
      });
    });

    describe('list', () => {
      it('is empty when there are no products', async () => {
        expect(await products.list({ limit: 10 }, options)).toEqual({ products: [] });
      });

      it('has whole products, by ascending SKU', async () => {
        await create('b', 'B', '10', '9', 'a.b', 'A-1');
        const { products: listed } = await products.list({ limit: 10 }, options);
        expect(listed).toEqual(['10', '9', 'A-1', 'B', 'a.b', 'b'].map((sku) => aProduct({ sku })));
      });

      it.each([1, 2, 3, 4, 5, 6])('has every product once in pages of %i', async (limit) => {
        const skus = ['A', 'B', 'C', 'D', 'E'];
        await create(...skus);
        const seen = await pages(limit);
        expect(seen.flat()).toEqual(skus);
        expect(seen).toHaveLength(Math.ceil(skus.length / limit));
      });

      it('leaves out products as long as they are discontinued', async () => {
        await create('A', 'B');
        await editProduct(products, { discontinued: true }, 'A');
        expect(await pages(1)).toEqual([['B']]);
        await editProduct(products, { discontinued: false }, 'A');
        expect(await pages(1)).toEqual([['A'], ['B']]);
      });

      it('continues after a SKU that does not exist', async () => {
        await create('A', 'C');
        expect(await products.list({ limit: 10, after: 'B' }, options)).toEqual({
          products: [aProduct({ sku: 'C' })],
        });
      });

      it('takes a page of 100', async () => {
        await create(...Array.from({ length: 101 }, (_, n) => `SKU-${String(n).padStart(3, '0')}`));
        const page = await products.list({ limit: 100 }, options);
        expect(page.products).toHaveLength(100);
        expect(page.nextAfter).toBe('SKU-099');
      });
    });
  });
};
