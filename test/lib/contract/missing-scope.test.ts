import { describe, expect, it } from 'vitest';
import { unfitSetting } from '../../../lib/contract/missing-scope.ts';
import { readTokenSettings } from '../../../lib/contract/token-settings.ts';

const unfit = (claims: Readonly<Record<string, unknown>>, texts = {}) =>
  unfitSetting(claims, 'orders:read', readTokenSettings(texts));

describe('unfitSetting', () => {
  it.each([
    ['nothing at all', {}],
    ['another scope of the service', { scope: 'orders:write', roles: ['Buyer'] }],
    ['scopes of others only', { scope: 'openid profile' }],
  ])('is none when the token has %s', (_, claims) => {
    expect(unfit(claims)).toBeUndefined();
  });

  it.each([
    [{ scope: 'orders-api/orders:read' }, {}, ''],
    [{ scp: '[api://orders/orders:read]' }, {}, ''],
    [{ scope: 'orders:read' }, { TOKEN_SCOPE_PREFIX: 'orders-api/' }, 'orders-api/'],
  ])('is the prefix when %j has the scope under another one', (claims, texts, value) => {
    expect(unfit(claims, texts)).toEqual({
      setting: 'TOKEN_SCOPE_PREFIX',
      value,
      claims: Object.keys(claims),
    });
  });

  it.each([
    [{ permissions: '[orders:read]' }, {}, ['permissions']],
    [{ scope: 'openid', permissions: ['read:orders'] }, {}, ['permissions']],
    [{ roles: '[Orders.Read.All]' }, {}, ['roles']],
    [{ 'https://shop.example/grants': 'orders:read' }, {}, ['https://shop.example/grants']],
    [{ scope: 'orders:read' }, { TOKEN_SCOPE_CLAIMS: 'permissions' }, ['scope']],
    [{ scope: 'orders:write', permissions: '[orders:read]' }, {}, ['permissions']],
  ])('is the list of claims when %j grants by another one', (claims, texts, found) => {
    expect(unfit(claims, texts)).toMatchObject({ setting: 'TOKEN_SCOPE_CLAIMS', claims: found });
  });
});
