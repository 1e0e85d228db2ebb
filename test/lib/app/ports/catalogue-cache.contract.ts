import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { CatalogueCache, CatalogueEntry } from '../../../../lib/app/ports/product-repository.ts';
import { aProduct } from '../../../builders/a-product.ts';
import { calmly } from '../../../harness/shop/calmly.ts';

const { available: _, ...tea } = aProduct({ stockShards: 4 });
const cup: CatalogueEntry = {
  ...tea,
  sku: 'CUP-001',
  name: 'Tasse « ☕ »',
  version: 0,
  discontinued: true,
  stockShards: 1,
};

const bySku = (entries: readonly CatalogueEntry[]) =>
  [...entries].sort((left, right) => (left.sku < right.sku ? -1 : 1));

/**
 * Cases of every CatalogueCache while it works.
 * @param create makes an empty one.
 */
export const catalogueCacheContract = (
  create: (options: { readonly ttlMs: number }) => Promise<CatalogueCache>,
): void => {
  describe('CatalogueCache', () => {
    let cache: CatalogueCache;
    beforeEach(async () => {
      cache = await create({ ttlMs: 60_000 });
    });

    it('returns stored entries, and no others', async () => {
      await cache.put([tea, cup], calmly);
      expect(bySku(await cache.get(['TEA-001', 'TEA-404', 'CUP-001'], calmly))).toEqual([cup, tea]);
      expect(await cache.get(['CUP-001'], calmly)).toEqual([cup]);
      expect(await cache.get(['TEA-404'], calmly)).toEqual([]);
    });

    it('returns the entry that was stored last', async () => {
      await cache.put([tea], calmly);
      await cache.put([{ ...tea, unitPrice: { amount: 5, currency: 'USD' } }], calmly);
      expect(await cache.get(['TEA-001'], calmly)).toMatchObject([{ unitPrice: { amount: 5 } }]);
    });

    it('drops an entry when its lifetime ends', async () => {
      const forgetful = await create({ ttlMs: 20 });
      await forgetful.put([tea], calmly);
      await vi.waitFor(async () => expect(await forgetful.get(['TEA-001'], calmly)).toEqual([]));
    });

    it('accepts empty lists', async () => {
      await cache.put([], calmly);
      expect(await cache.get([], calmly)).toEqual([]);
    });

    it('is not confused by names that look like its own', async () => {
      const odd = { ...tea, sku: '__proto__' };
      await cache.put([odd], calmly);
      expect(await cache.get(['__proto__', 'constructor'], calmly)).toEqual([odd]);
    });
  });
};
