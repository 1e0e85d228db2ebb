import { describe, expect, it } from 'vitest';
import { changeProduct, mergeShards, splitShards } from '../../../lib/domain/product.ts';
import { maxStockShards } from '../../../lib/domain/stock.ts';
import { aProduct } from '../../builders/a-product.ts';

const grown = aProduct({ stockShards: 16, minStockShards: 4 });

describe('changeProduct', () => {
  it('gives back the product itself when nothing changes', () => {
    const product = aProduct();
    expect(changeProduct(product, { name: product.name, unitPrice: { ...product.unitPrice } })).toBe(product);
    expect(changeProduct(grown, { stockShards: 4 })).toBe(grown);
  });

  it('gives a product without a version its first one', () => {
    expect(changeProduct(aProduct({ version: 0 }), { name: 'Darjeeling' }).version).toBe(1);
  });

  it.each([
    ['more than there are', 20, 20],
    ['more, though there are as many by themselves', 8, 16],
    ['fewer', 2, 2],
  ])('asks for %s: %i stock items make %i', (_, wanted, stockShards) => {
    expect(changeProduct(grown, { stockShards: wanted })).toEqual({
      ...grown,
      stockShards,
      minStockShards: wanted,
    });
  });
});

describe('the number of stock items', () => {
  it('doubles in contention, up to the bound', () => {
    expect(splitShards({ stockShards: 3, minStockShards: 1 })).toBe(6);
    expect(splitShards({ stockShards: 16, minStockShards: 1 })).toBe(maxStockShards);
  });

  it.each([
    [16, 4, 8],
    [5, 1, 3],
    [5, 4, 4],
    [4, 4, 4],
    [1, 1, 1],
  ])('goes in calm from %i, of which an admin wants %i, to %i', (stockShards, minStockShards, next) => {
    expect(mergeShards({ stockShards, minStockShards })).toBe(next);
  });
});
