import { describe, expect, it } from 'vitest';
import { methodsAt } from '../../../lib/contract/default-route.ts';
import { routeEntries } from '../../../lib/contract/routes.ts';

describe('methodsAt', () => {
  it.each([
    ['/api/v1/orders', ['GET', 'POST']],
    ['/api/v1/orders/ord_1', ['GET']],
    ['/api/v1/orders/ord_1/payment', ['POST']],
    ['/api/v1/products/TEA-001', ['GET', 'PUT']],
    ['/health/live', ['GET']],
  ])('gives the methods of %s', (path, methods) => {
    expect(methodsAt(path)).toEqual(methods);
  });

  it.each([
    '/',
    '',
    '/api/v1',
    '/api/v1/orders/',
    '/api/v1/orders//payment',
    '/api/v1/Orders',
    '/api/v1/orders/ord_1/payment/again',
    '/api/v1/orders/{orderId}/nothing',
    '//api/v1/orders',
    '$default',
  ])('gives none for "%s"', (path) => {
    expect(methodsAt(path)).toEqual([]);
  });

  it.each(routeEntries)('finds the route %s', (_, { method, path }) => {
    expect(methodsAt(path.replace(/\{\w+\}/g, 'x'))).toContain(method);
  });
});
