import { describe, expect, it } from 'vitest';
import { callerOf } from '../../../lib/contract/caller-of.ts';
import { defaultTokenSettings, readTokenSettings } from '../../../lib/contract/token-settings.ts';

const from = (changed: object) => callerOf({ ...claims, ...changed }, defaultTokenSettings);
const claims = { sub: 'alice', scope: 'orders:read orders:write', customer_type: 'premium' };

describe('callerOf', () => {
  it('makes a caller of the claims', () => {
    expect(from({})).toEqual({
      id: 'alice',
      scopes: ['orders:read', 'orders:write'],
      customerType: 'premium',
    });
  });

  it.each(['gold', '', undefined])('treats the customer type %s as standard', (customer_type) => {
    expect(from({ customer_type })?.customerType).toBe('standard');
  });

  it.each([undefined, '', ' ', 'openid', 'orders:admin2', 'ORDERS:ADMIN', 'orders:admin,orders:read'])(
    'grants nothing for the scope %j',
    (scope) => {
      expect(from({ scope })?.scopes).toEqual([]);
    },
  );

  it('finds scopes and customer type where the settings say', () => {
    const settings = readTokenSettings({
      TOKEN_SCOPE_CLAIMS: 'permissions',
      TOKEN_SCOPE_PREFIX: 'orders-api/',
      TOKEN_CUSTOMER_TYPE_CLAIM: 'https://shop.example/customer_type',
    });
    const permissions = '[orders-api/orders:admin orders:read]';
    const changed = { ...claims, permissions, 'https://shop.example/customer_type': '[business]' };
    expect(callerOf(changed, settings)).toMatchObject({
      scopes: ['orders:admin'],
      customerType: 'business',
    });
  });

  it.each([
    'alice of the shop',
    'auth0|5f7c8ec7c33c6c004bbafe82',
    'f:9c1e:alice@shop.example',
    'x'.repeat(255),
  ])('takes the subject %j as it is', (sub) => {
    expect(from({ sub })?.id).toBe(sub);
  });

  it('refuses an ID token', () => {
    expect(from({ token_use: 'id' })).toBeUndefined();
  });

  it.each([undefined, '', '  ', 'a\r\nb', 'é', 1, 'x'.repeat(256)])('refuses the subject %j', (sub) => {
    expect(from({ sub })).toBeUndefined();
  });
});
