import { describe, expect, it } from 'vitest';
import { pathTo } from '../../../lib/contract/path-to.ts';

describe('pathTo', () => {
  it('fills in the parameters of a route', () => {
    expect(pathTo('get-order', { orderId: 'ord_1' })).toBe('/api/v1/orders/ord_1');
  });

  it('is the template where there are none', () => {
    expect(pathTo('create-order', {})).toBe('/api/v1/orders');
  });

  it('keeps a value inside its segment', () => {
    expect(pathTo('get-product', { sku: '../health?a=1#b\r\n' })).toBe(
      '/api/v1/products/..%2Fhealth%3Fa%3D1%23b%0D%0A',
    );
  });

  it('takes a value with $& literally', () => {
    expect(pathTo('get-product', { sku: '$&' })).toBe('/api/v1/products/%24%26');
  });

  it('names a missing parameter', () => {
    expect(() => pathTo('get-order', {})).toThrow('get-order needs the parameter orderId');
  });
});
