import { describe, expect, it } from 'vitest';
import { createRouteTable } from '../../../../tools/local-cloud/gateway/route-table.ts';

const find = createRouteTable([
  { method: 'GET', path: '/orders/{orderId}' },
  { method: 'GET', path: '/orders/{orderId}/lines/{line}' },
  { method: 'GET', path: '/orders/recent' },
  { method: 'GET', path: '/{any}/recent' },
  { method: 'POST', path: '/orders' },
]);

describe('createRouteTable', () => {
  it('takes parameters from the path', () => {
    expect(find('GET', '/orders/o 1/lines/7')).toEqual({
      route: { method: 'GET', path: '/orders/{orderId}/lines/{line}' },
      pathParameters: { orderId: 'o 1', line: '7' },
    });
  });

  it('prefers a static segment to a parameter, from left to right', () => {
    expect(find('GET', '/orders/recent')?.route.path).toBe('/orders/recent');
    expect(find('GET', '/carts/recent')?.route.path).toBe('/{any}/recent');
  });

  it.each([
    ['another method', 'DELETE', '/orders'],
    ['HEAD on a GET route', 'HEAD', '/orders/recent'],
    ['an empty parameter', 'GET', '/orders/'],
    ['a trailing slash', 'POST', '/orders/'],
    ['another case', 'POST', '/Orders'],
    ['more segments', 'GET', '/orders/a/b'],
  ])('finds nothing for %s', (_, method, path) => {
    expect(find(method, path)).toBeUndefined();
  });
});
