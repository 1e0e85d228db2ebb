import { describe, expect, it } from 'vitest';
import { type ErrorCode, errorRegistry } from '../../../lib/contract/errors/registry.ts';
import { errorsOf } from '../../../lib/contract/route-errors.ts';
import { routeEntries } from '../../../lib/contract/routes.ts';

describe('errorsOf', () => {
  const codesOf = (routeId: Parameters<typeof errorsOf>[0]) => errorsOf(routeId).map(({ code }) => code);

  it('adds the errors that follow from scope, key, body and access', () => {
    expect(codesOf('move-stock')).toEqual([
      'AUT-001',
      'AUT-002',
      'IDM-001',
      'IDM-002',
      'IDM-003',
      'PRD-001',
      'PRD-004',
      'SYS-001',
      'SYS-002',
      'SYS-003',
      'SYS-004',
      'VAL-001',
      'VAL-002',
    ]);
  });

  it('gives a route that calls nothing and takes nothing the unexpected error alone', () => {
    expect(codesOf('health-live')).toEqual(['SYS-001']);
  });

  it('has the status of the route where a code has two', () => {
    expect(errorsOf('create-order')).toContainEqual({ code: 'PRD-001', status: 422 });
    expect(errorsOf('get-product')).toContainEqual({ code: 'PRD-001', status: 404 });
  });

  it('leaves out no code of the registry', () => {
    const used = new Set(routeEntries.flatMap(([routeId]) => codesOf(routeId)));
    const unused = (Object.keys(errorRegistry) as ErrorCode[]).filter((code) => !used.has(code));
    expect(unused).toEqual([]);
  });
});
