import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { functionEntry } from '../../../lib/contract/bundling.ts';
import { hookIds } from '../../../lib/contract/deployment-hooks.ts';
import { functionIds } from '../../../lib/contract/function-ids.ts';
import { routeEntries } from '../../../lib/contract/routes.ts';
import { scopes } from '../../../lib/contract/scopes.ts';

const httpApiTimeoutSeconds = 30;

describe('routes', () => {
  it('are unique by method and path, irrespective of parameter names', () => {
    const shapes = routeEntries.map(([, { method, path }]) => `${method} ${path.replace(/\{\w+\}/g, '{}')}`);
    expect(new Set(shapes).size).toBe(shapes.length);
  });

  it('have a function each, and no function is without a route, a schedule or a trigger', () => {
    const files = readdirSync(new URL('../../../functions/', import.meta.url)).map(
      (file) => `functions/${file}`,
    );
    expect(files.sort()).toEqual([...functionIds, ...hookIds].map(functionEntry).sort());
  });

  it.each(routeEntries)('ends %s before API Gateway does', (_, { timeoutSeconds }) => {
    expect(timeoutSeconds).toBeGreaterThan(1);
    expect(timeoutSeconds).toBeLessThan(httpApiTimeoutSeconds);
  });

  it.each(routeEntries)('writes the path of %s in API Gateway’s notation', (_, { path }) => {
    expect(path).toMatch(/^(\/([a-z0-9.-]+|\{[a-zA-Z]+\}))+$/);
  });

  it.each(routeEntries)('gives %s a scope unless it is public', (id, { scope }) => {
    const open = [
      'list-products',
      'get-product',
      'stripe-webhook',
      'health-live',
      'health-ready',
      'openapi-document',
      'api-reference',
    ];
    if (open.includes(id)) expect(scope).toBeNull();
    else expect(Object.values(scopes)).toContain(scope);
  });
});
