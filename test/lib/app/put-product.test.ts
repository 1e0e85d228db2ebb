import { describe, expect, it } from 'vitest';
import type { ProductRepository } from '../../../lib/app/ports/product-repository.ts';
import { type PutProductCommand, putProduct } from '../../../lib/app/put-product.ts';
import { ConflictError } from '../../../lib/platform/resilience/retry-on-conflict.ts';
import { aCall } from '../../builders/a-call.ts';
import { aProduct } from '../../builders/a-product.ts';
import { createMemoryDatabase } from '../../doubles/memory-database.ts';
import { retryPromptly } from '../../doubles/prompt-retry.ts';
import { editProduct } from '../../harness/shop/edit-product.ts';

const options = aCall();
const { sku, name, unitPrice } = aProduct();
const creation = { sku, name, unitPrice, stock: 25 };
const cheaper = { amount: 5, currency: 'USD' } as const;

const aCatalogue = (products: ProductRepository = createMemoryDatabase().products) => {
  const put = putProduct({ products, retryOnConflict: retryPromptly });
  return { products, put: (command: Partial<PutProductCommand>) => put({ sku, ...command }, options) };
};

/** A catalogue with a product. */
const withProduct = async (facts: Partial<PutProductCommand> = {}) => {
  const catalogue = aCatalogue();
  await catalogue.put({ ...creation, ...facts });
  return catalogue;
};

describe('putProduct of a product that does not exist', () => {
  it('creates it, with all of its stock available, and answers it', async () => {
    const { products, put } = aCatalogue();
    const product = aProduct({ stockShards: 3 });
    expect(await put({ ...creation, stockShards: 3 })).toEqual(product);
    expect(await products.find(sku, options)).toEqual(product);
  });

  it('creates it without stock, on one stock item and on sale by default', async () => {
    const { put } = aCatalogue();
    expect(await put({ name, unitPrice })).toEqual(aProduct({ available: 0 }));
  });

  it.each([
    ['a name', { unitPrice }, ['name']],
    ['a price', { name }, ['unitPrice']],
    ['either', { stock: 3 }, ['name', 'unitPrice']],
  ])('is VAL-001 without %s', async (_, command, paths) => {
    const issues = paths.map((path) => ({ path, message: 'is required for a new product' }));
    await expect(aCatalogue().put(command)).rejects.toMatchObject({ code: 'VAL-001', details: { issues } });
  });
});

describe('putProduct of a product that exists', () => {
  it.each([
    ['name', { name: 'Darjeeling' }],
    ['price', { unitPrice: cheaper }],
    ['end of sale', { discontinued: true }],
  ])('changes its %s alone, as its next version', async (_, change) => {
    const { products, put } = await withProduct();
    const changed = { ...aProduct(), ...change, version: 2 };
    expect(await put(change)).toEqual(changed);
    expect(await products.find(sku, options)).toEqual(changed);
  });

  it('changes the number of its stock items, and not its version', async () => {
    const { put } = await withProduct();
    expect(await put({ stockShards: 4 })).toEqual({ ...aProduct(), stockShards: 4, minStockShards: 4 });
  });

  it('keeps the number of its stock items by default', async () => {
    const { put } = await withProduct({ stockShards: 4 });
    expect(await put({ name: 'Darjeeling' })).toMatchObject({ stockShards: 4 });
  });

  it('leaves it alone when every field has its new value', async () => {
    const { put } = await withProduct();
    expect(await put({ name, unitPrice, discontinued: false })).toEqual(aProduct());
    expect(await put({})).toEqual(aProduct());
  });

  it('answers a creation that is repeated with the product as it is', async () => {
    const { products, put } = await withProduct({ stockShards: 2 });
    expect(await put({ ...creation, stockShards: 2 })).toEqual(aProduct({ stockShards: 2 }));
    expect(await products.find(sku, options)).toEqual(aProduct({ stockShards: 2 }));
  });

  it.each([
    ['other stock', { ...creation, stock: 24 }],
    ['stock and another price', { ...creation, unitPrice: cheaper }],
    ['stock and another number of stock items', { ...creation, stockShards: 2 }],
    ['stock 0', { stock: 0 }],
  ])('is PRD-002 with %s, and changes nothing', async (_, command) => {
    const { products, put } = await withProduct();
    await expect(put(command)).rejects.toMatchObject({ code: 'PRD-002', details: { sku } });
    expect(await products.find(sku, options)).toEqual(aProduct());
  });
});

describe('putProduct with a precondition', () => {
  it.each([
    ['its tag', ['"1"']],
    ['one of several tags', ['"7"', '"1"']],
    ['any', '*'],
  ] as const)('changes a product that has %s', async (_, ifMatch) => {
    const { put } = await withProduct();
    expect(await put({ name: 'Darjeeling', ifMatch })).toMatchObject({ name: 'Darjeeling', version: 2 });
  });

  it.each([
    ['another tag', ['"2"']],
    ['a weak tag', ['W/"1"']],
  ])('is PRD-003 for a product with %s, and changes nothing', async (_, ifMatch) => {
    const { products, put } = await withProduct();
    const refusal = { code: 'PRD-003', details: { sku, etag: '"1"' } };
    await expect(put({ name: 'Darjeeling', ifMatch })).rejects.toMatchObject(refusal);
    await expect(put({ ...creation, ifMatch })).rejects.toMatchObject(refusal);
    expect(await products.find(sku, options)).toEqual(aProduct());
  });

  it.each(['*', ['"1"']] as const)('is PRD-003 for If-Match %s when there is no product', async (ifMatch) => {
    await expect(aCatalogue().put({ ...creation, ifMatch })).rejects.toMatchObject({
      code: 'PRD-003',
      details: { sku },
    });
  });

  it('creates a product that must not exist, and is PRD-003 when it does', async () => {
    const { put } = aCatalogue();
    expect(await put({ ...creation, ifNoneMatch: '*' })).toEqual(aProduct());
    await expect(put({ ...creation, ifNoneMatch: '*' })).rejects.toMatchObject({ code: 'PRD-003' });
  });
});

describe('putProduct during concurrent updates of the product', () => {
  /** A catalogue in which another admin has renamed the product before each of the first changes. */
  const contested = async (conflicts: number) => {
    const { products } = await withProduct();
    let renamed = 0;
    const change: ProductRepository['change'] = async (...call) => {
      renamed += 1;
      if (renamed <= conflicts) await editProduct(products, { name: `Name ${renamed}` });
      await products.change(...call);
    };
    return aCatalogue({ ...products, change });
  };

  it('changes the requested fields of the current product', async () => {
    const { put } = await contested(2);
    expect(await put({ unitPrice: cheaper })).toMatchObject({
      name: 'Name 2',
      unitPrice: cheaper,
      version: 4,
    });
  });

  it('is PRD-003 when it expects the version before', async () => {
    const { put } = await contested(1);
    await expect(put({ unitPrice: cheaper, ifMatch: ['"1"'] })).rejects.toMatchObject({ code: 'PRD-003' });
  });

  it('is SYS-004 if the concurrent updates continue', async () => {
    const { put } = await contested(Number.POSITIVE_INFINITY);
    await expect(put({ unitPrice: cheaper })).rejects.toMatchObject({ code: 'SYS-004' });
  });

  it('answers concurrent creations in the same way', async () => {
    const { products } = aCatalogue();
    const create: ProductRepository['create'] = async (...call) => {
      if (await products.find(sku, options)) throw new ConflictError();
      await products.create(...call);
    };
    const { put } = aCatalogue({ ...products, create });
    const answers = await Promise.all([put(creation), put(creation), put(creation)]);
    expect(answers).toEqual([aProduct(), aProduct(), aProduct()]);
  });
});
