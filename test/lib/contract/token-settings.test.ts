import { describe, expect, it } from 'vitest';
import { scopes } from '../../../lib/contract/scopes.ts';
import {
  authorizationScopes,
  claimValues,
  defaultTokenSettings,
  grantedScopes,
  readTokenSettings,
} from '../../../lib/contract/token-settings.ts';

describe('readTokenSettings', () => {
  it('has defaults that fit most issuers', () => {
    expect(readTokenSettings({ OTHER: 'x' })).toEqual({
      scopeClaims: ['scp', 'scope'],
      scopePrefix: '',
      customerTypeClaim: 'customer_type',
    });
  });

  it.each([
    ['TOKEN_SCOPE_CLAIMS', ''],
    ['TOKEN_SCOPE_CLAIMS', 'scp, scope'],
    ['TOKEN_SCOPE_CLAIMS', 'scp,'],
    ['TOKEN_SCOPE_PREFIX', 'orders api/'],
    ['TOKEN_SCOPE_PREFIX', 'a"b'],
    ['TOKEN_SCOPE_PREFIX', 'x'.repeat(53)],
    ['TOKEN_CUSTOMER_TYPE_CLAIM', ''],
    ['TOKEN_CUSTOMER_TYPE_CLAIM', 'a b'],
  ])('refuses %s=%j and names it', (name, value) => {
    expect(() => readTokenSettings({ [name]: value })).toThrow(new RegExp(`^${name} must be`));
  });
});

describe('authorizationScopes', () => {
  it.each([
    [{}, ['orders:read']],
    [{ TOKEN_SCOPE_CLAIMS: 'scope' }, ['orders:read']],
    [{ TOKEN_SCOPE_PREFIX: 'https://orders.example/' }, ['https://orders.example/orders:read']],
    [{ TOKEN_SCOPE_CLAIMS: 'permissions' }, []],
    [{ TOKEN_SCOPE_CLAIMS: 'scp,scope,roles' }, []],
  ])('with %j are %j', (texts, expected) => {
    expect(authorizationScopes(readTokenSettings(texts), scopes.ordersRead)).toEqual(expected);
  });

  it('fit the limit of API Gateway with the longest prefix', () => {
    const settings = readTokenSettings({ TOKEN_SCOPE_PREFIX: 'x'.repeat(52) });
    const lengths = Object.values(scopes).flatMap((scope) =>
      authorizationScopes(settings, scope).map((text) => text.length),
    );
    expect(Math.max(...lengths)).toBe(64);
  });
});

describe('claimValues', () => {
  it.each([
    ['a b', ['a', 'b']],
    ['[a b]', ['a', 'b']],
    ['  a  b ', ['a', 'b']],
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
    ['[]', []],
    ['', []],
    ['[a', ['[a']],
    [undefined, []],
    [7, []],
    [[7, null, 'a'], ['a']],
    [{ roles: ['a'] }, []],
  ])('of %j are %j', (claim, values) => {
    expect(claimValues(claim)).toEqual(values);
  });
});

describe('grantedScopes', () => {
  const prefixed = readTokenSettings({ TOKEN_SCOPE_PREFIX: 'orders-api/' });

  it.each([
    [{ scope: 'orders:read openid' }, defaultTokenSettings, ['orders:read']],
    [{ scp: '[orders:write orders:read]' }, defaultTokenSettings, ['orders:read', 'orders:write']],
    [{ scp: 'orders:read', scope: 'orders:write' }, defaultTokenSettings, ['orders:read', 'orders:write']],
    [{ scope: 'orders:readonly ORDERS:READ orders:admin,orders:read' }, defaultTokenSettings, []],
    [{ scope: 'orders-api/orders:read' }, defaultTokenSettings, []],
    [{ scope: 'orders-api/orders:read' }, prefixed, ['orders:read']],
    [{ scope: 'orders:read other-api/orders:read xorders-api/orders:read' }, prefixed, []],
    [{ permissions: '[orders:read]' }, defaultTokenSettings, []],
    [{}, readTokenSettings({ TOKEN_SCOPE_CLAIMS: 'constructor,toString' }), []],
  ])('of %j are those that the settings find', (claims, settings, scopesFound) => {
    expect(grantedScopes(claims, settings)).toEqual(scopesFound);
  });
});
