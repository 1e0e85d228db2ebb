import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CatalogueCache } from '../../../lib/app/ports/product-repository.ts';
import { maxQuantity } from '../../../lib/contract/limits.ts';
import type { Product } from '../../../lib/domain/product.ts';
import { aProduct } from '../../builders/a-product.ts';
import { audit } from '../../harness/shop/audit.ts';
import { calmly } from '../../harness/shop/calmly.ts';
import { editProduct } from '../../harness/shop/edit-product.ts';
import { createShop } from '../../harness/shop/shop.ts';

const cheaper = { amount: 500, currency: 'USD' } as const;
const ofTea = (quantity: number) => ({ items: [{ sku: 'TEA-001', quantity }] });

/** A shop whose catalogue is in the cache, with a journal of what an order asks for outside its process. */
const aWarmShop = async (product: Product, cache?: (cache: CatalogueCache) => CatalogueCache) => {
  const shop = await createShop(product);
  await shop.cache.put([product], calmly);
  const calls: string[] = [];
  const { place } = shop.environment(
    async (name, call) => {
      calls.push(name);
      return call();
    },
    cache && { cache: cache(shop.cache) },
  );
  return { ...shop, calls, place };
};

describe('createOrder, selling from the catalogue', () => {
  it('is one write when the catalogue is in the cache', async () => {
    const shop = await aWarmShop(aProduct());
    await shop.place('place');
    expect(shop.calls).toEqual(['commit']);
  });

  it('is one more read when the catalogue is not in the cache', async () => {
    const shop = await createShop(aProduct());
    const calls: string[] = [];
    await shop
      .environment((name, call) => {
        calls.push(name);
        return call();
      })
      .place('place');
    expect(calls).toEqual(['findEntries', 'commit']);
  });

  describe('when the price has changed since it was remembered', () => {
    it('sells at the new one, with one more read and write, and remembers it', async () => {
      const shop = await aWarmShop(aProduct());
      await editProduct(shop.products, { unitPrice: cheaper });
      const { order } = await shop.place('place');
      expect(order.total).toEqual({ amount: 1_000, currency: 'USD' });
      expect(shop.calls).toEqual(['commit', 'findEntries', 'commit']);
      await shop.place('place-2');
      expect(shop.calls.slice(3)).toEqual(['commit']);
    });

    it('sells at the new price while the cache keeps the old one', async () => {
      const put = async () => {
        throw new Error('READONLY');
      };
      const shop = await aWarmShop(aProduct(), (cache) => ({ ...cache, put }));
      await editProduct(shop.products, { unitPrice: cheaper });
      const { order } = await shop.place('place');
      expect(order.total).toEqual({ amount: 1_000, currency: 'USD' });
      expect(shop.calls).toEqual(['commit', 'findEntries', 'commit']);
    });

    it('sells the other products at theirs', async () => {
      const shop = await createShop(aProduct(), aProduct({ sku: 'CUP-001' }));
      const items = ['TEA-001', 'CUP-001'].map((sku) => ({ sku, quantity: 1 }));
      await shop.healthy.place('warm', { items });
      await editProduct(shop.products, { unitPrice: cheaper }, 'CUP-001');
      const { order } = await shop.healthy.place('place', { items });
      expect(order.total.amount).toBe(aProduct().unitPrice.amount + cheaper.amount);
    });
  });

  describe('when the units have been spread again since it was remembered', () => {
    it.each([
      [1, 4],
      [4, 1],
      [2, 5],
    ])('sells all of them: %i stock items are now %i', async (before, after) => {
      const shop = await aWarmShop(aProduct({ available: 20, stockShards: before }));
      await editProduct(shop.products, { stockShards: after });
      await shop.place('place', ofTea(20));
      expect(await shop.available()).toBe(0);
    });

    it('reports the units of all stock items when they are too few', async () => {
      const shop = await aWarmShop(aProduct({ available: 20, stockShards: 1 }));
      await editProduct(shop.products, { stockShards: 4 });
      await expect(shop.place('place', ofTea(21))).rejects.toMatchObject({
        code: 'ORD-004',
        details: { sku: 'TEA-001', requested: 21, available: 20 },
      });
    });
  });

  it('takes from the next stock item when the one it prefers holds too little', async () => {
    const shop = await createShop(aProduct({ available: 8, stockShards: 2 }));
    for (let n = 1; n <= 4; n += 1) await shop.healthy.place(`place-${n}`);
    expect(await shop.orders.findStock('TEA-001', calmly)).toMatchObject([
      { available: 0 },
      { available: 0 },
    ]);
    await audit(shop);
  });

  it('is accepted exactly when all stock items together hold enough', async () => {
    const shops = fc.record({
      available: fc.nat({ max: 60 }),
      stockShards: fc.integer({ min: 1, max: 20 }),
      remembered: fc.integer({ min: 1, max: 20 }),
      quantities: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 }),
    });
    await fc.assert(
      fc.asyncProperty(shops, async ({ available, stockShards, remembered, quantities }) => {
        const shop = await aWarmShop(aProduct({ available, stockShards }));
        await shop.cache.put([aProduct({ stockShards: remembered })], calmly);
        let left = available;
        for (const [index, quantity] of quantities.entries()) {
          const placing = shop.place(`place-${index}`, ofTea(quantity));
          if (quantity <= left) left -= (await placing) && quantity;
          else {
            const details = { sku: 'TEA-001', requested: quantity, available: left };
            await expect(placing).rejects.toMatchObject({ code: 'ORD-004', details });
          }
          expect(await shop.available()).toBe(left);
        }
        await audit(shop);
      }),
      { numRuns: 200 },
    );
  });

  it('sells exactly the units in stock to concurrent buyers', async () => {
    const shop = await createShop(aProduct({ available: 50, stockShards: 4 }));
    const buyers = Array.from({ length: 200 }, (_, n) => shop.healthy.place(`place-${n}`, ofTea(1)));
    const answers = await Promise.allSettled(buyers);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(50);
    const refusals = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []));
    expect(new Set(refusals.map(({ code, details }) => `${code} ${details.available}`))).toEqual(
      new Set(['ORD-004 0']),
    );
    await audit(shop);
  });

  it('takes up to the most units of a line from every stock item there can be', async () => {
    const shop = await createShop(aProduct({ available: maxQuantity, stockShards: 20 }));
    await shop.healthy.place('place', ofTea(maxQuantity));
    expect(await shop.available()).toBe(0);
  });
});
