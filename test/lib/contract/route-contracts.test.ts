import { describe, expect, it } from 'vitest';
import { type RouteContract, routeContracts } from '../../../lib/contract/route-contracts.ts';
import { routeEntries } from '../../../lib/contract/routes.ts';

const contracts: readonly (readonly [string, RouteContract])[] = Object.entries(routeContracts);

describe('routeContracts', () => {
  it.each(routeEntries)('names every parameter in the path of %s', (routeId, { path }) => {
    const { request }: RouteContract = routeContracts[routeId];
    const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(Object.keys(request.path?.shape ?? {})).toEqual(parameters);
  });

  it.each(contracts)('gives %s a response that is no error', (_, { responses }) => {
    expect(Object.keys(responses).some((status) => Number(status) < 300)).toBe(true);
  });

  it('has distinct summaries', () => {
    expect(new Set(contracts.map(([, { summary }]) => summary)).size).toBe(contracts.length);
  });
});
