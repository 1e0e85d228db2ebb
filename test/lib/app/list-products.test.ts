import { beforeAll, describe, expect, it } from 'vitest';
import { listProducts, type ProductList } from '../../../lib/app/list-products.ts';
import { createExpiringMap } from '../../../lib/platform/expiring-map.ts';
import { aCall } from '../../builders/a-call.ts';
import { aProduct } from '../../builders/a-product.ts';
import { createMemoryDatabase } from '../../doubles/memory-database.ts';
import { editProduct } from '../../harness/shop/edit-product.ts';

const options = aCall();

describe('listProducts', () => {
  const products = createMemoryDatabase().products;
  let now = 0;
  const pages = createExpiringMap<ProductList>({ ttlMs: 5_000, maxEntries: 2, clock: () => now });
  const list = listProducts({ products, pages });
  const skus = async (limit: number, cursor?: string) => {
    const { products: found, nextCursor } = await list({ limit, cursor }, options);
    return { skus: found.map(({ sku }) => sku), nextCursor };
  };
  beforeAll(async () => {
    for (const sku of ['A', 'B', 'C']) await products.create(aProduct({ sku }), options);
  });

  it('answers the products, with no cursor on the last page', async () => {
    expect(await skus(3)).toEqual({ skus: ['A', 'B', 'C'], nextCursor: undefined });
    expect(await list({ limit: 3 }, options)).not.toHaveProperty('nextCursor');
  });

  it('continues at the cursor', async () => {
    const first = await skus(2);
    expect(first.skus).toEqual(['A', 'B']);
    expect(await skus(2, first.nextCursor)).toEqual({ skus: ['C'], nextCursor: undefined });
  });

  it('gives out cursors that stand in a query as they are', async () => {
    const { nextCursor } = await skus(1);
    expect(nextCursor).toMatch(/^[A-Za-z0-9_-]+$/);
  });

  it('keeps each page for a while, and reads it again afterwards', async () => {
    const names = async (limit: number) => (await list({ limit }, options)).products.map(({ name }) => name);
    const before = await names(1);
    await editProduct(products, { name: 'Darjeeling' }, 'A');
    expect(await names(1)).toEqual(before);
    expect((await names(2))[0]).toBe('Darjeeling');
    now += 5_000;
    expect(await names(1)).toEqual(['Darjeeling']);
  });

  it.each([
    ['no base64', '%%%'],
    ['a SKU as it is', 'TEA-001'],
    ['base64 of no SKU', Buffer.from('no sku').toString('base64url')],
    ['a cursor with something added', `${Buffer.from('A').toString('base64url')}!`],
    ['a cursor with a line break in it', 'Q\nQ'],
    ['a cursor in another encoding', Buffer.from('A').toString('base64')],
  ])('is VAL-001 for %s', async (_, cursor) => {
    await expect(list({ limit: 1, cursor }, options)).rejects.toMatchObject({
      code: 'VAL-001',
      details: { issues: [{ path: 'cursor' }] },
    });
  });
});
