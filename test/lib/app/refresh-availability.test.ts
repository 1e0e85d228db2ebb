import { describe, expect, it } from 'vitest';
import type { ListedAvailability } from '../../../lib/app/ports/listed-availability.ts';
import { refreshAvailability } from '../../../lib/app/refresh-availability.ts';
import { aProduct } from '../../builders/a-product.ts';
import { createMemoryDatabase } from '../../doubles/memory-database.ts';
import { calmly } from '../../harness/shop/calmly.ts';

const skuOf = (n: number) => `SKU-${String(n).padStart(3, '0')}`;

/** A catalogue of so many products with 25 units each, of which one is sold of each of `sold`. */
const aCatalogue = async (
  count: number,
  sold: readonly string[],
  faulty: Partial<ListedAvailability> = {},
) => {
  const { products, orders, availability } = createMemoryDatabase();
  const { unitPrice, version } = aProduct();
  for (let n = 0; n < count; n += 1) await products.create(aProduct({ sku: skuOf(n) }), calmly);
  const take = sold.map((sku) => ({ sku, shard: 0, quantity: 1, unitPrice, version }));
  await orders.commit({ take }, calmly);
  const failed: string[] = [];
  const updated: string[] = [];
  const refresh = refreshAvailability({
    products,
    availability: {
      ...availability,
      update: async (sku, ...rest) => {
        updated.push(sku);
        await availability.update(sku, ...rest);
      },
      ...faulty,
    },
    onFailure: (sku) => failed.push(sku),
  });
  const unitsOf = async (sku: string) =>
    (await products.list({ limit: 1_000 }, calmly)).products.find((product) => product.sku === sku)
      ?.available;
  return { refresh, unitsOf, failed, updated };
};

describe('refreshAvailability', () => {
  it('lists the units that are left, and writes only those that have changed', async () => {
    const { refresh, unitsOf, updated } = await aCatalogue(3, [skuOf(1)]);
    expect(await unitsOf(skuOf(1))).toBe(25);
    expect(await refresh(calmly)).toEqual({ counted: 3, refreshed: 1 });
    expect(await unitsOf(skuOf(1))).toBe(24);
    expect(updated).toEqual([skuOf(1)]);
    expect(await refresh(calmly)).toEqual({ counted: 3, refreshed: 0 });
  });

  it('counts the whole catalogue, page by page', async () => {
    const { refresh, unitsOf } = await aCatalogue(250, [skuOf(0), skuOf(249)]);
    expect(await refresh(calmly)).toEqual({ counted: 250, refreshed: 2 });
    expect(await unitsOf(skuOf(249))).toBe(24);
  });

  it('continues in the next run after its deadline', async () => {
    const { refresh, unitsOf } = await aCatalogue(150, [skuOf(0), skuOf(149)]);
    const over = { ...calmly, signal: AbortSignal.abort() };
    expect(await refresh(over)).toEqual({ counted: 100, refreshed: 1 });
    expect(await unitsOf(skuOf(149))).toBe(25);
    expect(await refresh(calmly)).toEqual({ counted: 50, refreshed: 1 });
    expect(await refresh(calmly)).toEqual({ counted: 150, refreshed: 0 });
  });

  it('keeps the number of a product that cannot be counted at the moment', async () => {
    const { refresh, unitsOf } = await aCatalogue(2, [skuOf(0), skuOf(1)], {
      count: async () => new Map([[skuOf(1), 24]]),
    });
    expect(await refresh(calmly)).toEqual({ counted: 2, refreshed: 1 });
    expect(await unitsOf(skuOf(0))).toBe(25);
  });

  it('continues with the other products when one fails', async () => {
    const update = async (sku: string) => {
      if (sku === skuOf(0)) throw new Error('broken');
    };
    const { refresh, failed } = await aCatalogue(2, [skuOf(0), skuOf(1)], { update });
    expect(await refresh(calmly)).toEqual({ counted: 2, refreshed: 1 });
    expect(failed).toEqual([skuOf(0)]);
  });
});
