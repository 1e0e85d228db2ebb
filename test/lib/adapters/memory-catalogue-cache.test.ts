import { describe, expect, it } from 'vitest';
import { createMemoryCatalogueCache } from '../../../lib/adapters/memory-catalogue-cache.ts';
import { aProduct } from '../../builders/a-product.ts';
import { calmly } from '../../harness/shop/calmly.ts';
import { catalogueCacheContract } from '../app/ports/catalogue-cache.contract.ts';

catalogueCacheContract(async ({ ttlMs }) =>
  createMemoryCatalogueCache({ ttlMs, maxEntries: 10, clock: Date.now }),
);

describe('createMemoryCatalogueCache', () => {
  it('evicts the entry that was stored first', async () => {
    const cache = createMemoryCatalogueCache({ ttlMs: 1_000, maxEntries: 3, clock: () => 0 });
    const put = (...skus: string[]) =>
      cache.put(
        skus.map((sku) => aProduct({ sku })),
        calmly,
      );
    await put('A', 'B', 'C');
    await put('A', 'D');
    const known = await cache.get(['A', 'B', 'C', 'D'], calmly);
    expect(known.map(({ sku }) => sku)).toEqual(['A', 'C', 'D']);
  });
});
