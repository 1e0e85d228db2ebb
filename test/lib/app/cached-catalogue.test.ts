import { describe, expect, it } from 'vitest';
import { createMemoryCatalogueCache } from '../../../lib/adapters/memory-catalogue-cache.ts';
import { createCatalogue } from '../../../lib/app/cached-catalogue.ts';
import type { CatalogueCache, CatalogueEntry } from '../../../lib/app/ports/product-repository.ts';
import { aProduct } from '../../builders/a-product.ts';
import { createMemoryDatabase } from '../../doubles/memory-database.ts';
import { calmly } from '../../harness/shop/calmly.ts';
import { editProduct } from '../../harness/shop/edit-product.ts';

const entryOf = (facts: Partial<CatalogueEntry> = {}): CatalogueEntry => {
  const { available: _, ...entry } = aProduct(facts);
  return entry;
};
const cup = { sku: 'CUP-001', name: 'Cup' };

/** A catalogue of tea and cups, whose cache remembers for a minute unless another one is given. */
const aCatalogue = async (faulty: Partial<CatalogueCache> = {}) => {
  let now = 0;
  const { products } = createMemoryDatabase();
  for (const facts of [{}, cup]) await products.create(aProduct(facts), calmly);
  const reads: (readonly string[])[] = [];
  const failures: unknown[] = [];
  const cache = createMemoryCatalogueCache({ ttlMs: 60_000, maxEntries: 100, clock: () => now });
  const catalogue = createCatalogue({
    cache: { ...cache, ...faulty },
    products: {
      findEntries: (skus, options) => {
        reads.push(skus);
        return products.findEntries(skus, options);
      },
    },
    onCacheFailure: (reason) => failures.push(reason),
  });
  const advance = (ms: number) => {
    now += ms;
  };
  return { ...catalogue, products, reads, failures, advance };
};

const broken = async () => {
  throw new Error('broken');
};

describe('createCatalogue', () => {
  it('reads only the products that it has not read yet', async () => {
    const { entries, reads } = await aCatalogue();
    expect(await entries(['TEA-001'], calmly)).toEqual(new Map([['TEA-001', entryOf()]]));
    expect(await entries(['TEA-001', 'CUP-001'], calmly)).toEqual(
      new Map([
        ['TEA-001', entryOf()],
        ['CUP-001', entryOf(cup)],
      ]),
    );
    await entries(['CUP-001', 'TEA-001'], calmly);
    expect(reads).toEqual([['TEA-001'], ['CUP-001']]);
  });

  it('omits an unknown product, and reads it again the next time', async () => {
    const { entries, reads } = await aCatalogue();
    expect(await entries(['TEA-404'], calmly)).toEqual(new Map());
    await entries(['TEA-404'], calmly);
    expect(reads).toHaveLength(2);
  });

  it('caches an entry until its lifetime ends', async () => {
    const { entries, products, advance } = await aCatalogue();
    await entries(['TEA-001'], calmly);
    await editProduct(products, { name: 'Darjeeling' });
    advance(59_999);
    expect((await entries(['TEA-001'], calmly)).get('TEA-001')?.name).toBe('Assam, 100 g');
    advance(1);
    expect((await entries(['TEA-001'], calmly)).get('TEA-001')?.name).toBe('Darjeeling');
  });

  it('reads an outdated entry again, and remembers it', async () => {
    const { entries, refresh, products, reads } = await aCatalogue();
    await entries(['TEA-001', 'CUP-001'], calmly);
    await editProduct(products, { name: 'Darjeeling' });
    expect(await refresh(['TEA-001'], calmly)).toEqual(
      new Map([['TEA-001', entryOf({ name: 'Darjeeling', version: 2 })]]),
    );
    expect((await entries(['TEA-001', 'CUP-001'], calmly)).get('TEA-001')?.name).toBe('Darjeeling');
    expect(reads).toEqual([['TEA-001', 'CUP-001'], ['TEA-001']]);
  });

  it('remembers no discontinued product, so that it can be ordered once it is on sale again', async () => {
    const { entries, products } = await aCatalogue();
    await editProduct(products, { discontinued: true });
    expect((await entries(['TEA-001'], calmly)).get('TEA-001')?.discontinued).toBe(true);
    await editProduct(products, { discontinued: false });
    expect((await entries(['TEA-001'], calmly)).get('TEA-001')?.discontinued).toBe(false);
  });

  describe('when the cache fails', () => {
    it('reads the table, and reports the failure', async () => {
      const { entries, reads, failures } = await aCatalogue({ get: broken, put: broken });
      expect(await entries(['TEA-001'], calmly)).toEqual(new Map([['TEA-001', entryOf()]]));
      expect(reads).toHaveLength(1);
      expect(failures).toEqual([new Error('broken'), new Error('broken')]);
    });

    it('reads the table also when a write to the cache fails', async () => {
      const { refresh, failures } = await aCatalogue({ put: broken });
      expect(await refresh(['TEA-001'], calmly)).toEqual(new Map([['TEA-001', entryOf()]]));
      expect(failures).toEqual([new Error('broken')]);
    });
  });
});
