import { describe, expect, it } from 'vitest';
import { accessTokenClaimsSchema } from '../../../../lib/contract/schemas/access-token-claims-schema.ts';
import { defaultTokenSettings, readTokenSettings } from '../../../../lib/contract/token-settings.ts';

const schema = accessTokenClaimsSchema(defaultTokenSettings);
const claims = { sub: 'alice', scope: 'orders:read orders:write', customer_type: 'premium' };

describe('accessTokenClaimsSchema', () => {
  it('makes a caller of the claims', () => {
    expect(schema.parse(claims)).toEqual({
      id: 'alice',
      scopes: ['orders:read', 'orders:write'],
      customerType: 'premium',
    });
  });

  it.each(['gold', '', undefined])('takes the customer type %s for standard', (customer_type) => {
    expect(schema.parse({ ...claims, customer_type }).customerType).toBe('standard');
  });

  it.each([undefined, '', ' ', 'openid', 'orders:admin2', 'ORDERS:ADMIN', 'orders:admin,orders:read'])(
    'grants nothing for the scope %j',
    (scope) => {
      expect(schema.parse({ ...claims, scope }).scopes).toEqual([]);
    },
  );

  it('finds scopes and customer type where the settings say', () => {
    const settings = readTokenSettings({
      TOKEN_SCOPE_CLAIMS: 'permissions',
      TOKEN_SCOPE_PREFIX: 'orders-api/',
      TOKEN_CUSTOMER_TYPE_CLAIM: 'https://shop.example/customer_type',
    });
    const { scopes, customerType } = accessTokenClaimsSchema(settings).parse({
      ...claims,
      permissions: '[orders-api/orders:admin orders:read]',
      'https://shop.example/customer_type': '[business]',
    });
    expect({ scopes, customerType }).toEqual({ scopes: ['orders:admin'], customerType: 'business' });
  });

  it.each([
    'alice of the shop',
    'auth0|5f7c8ec7c33c6c004bbafe82',
    'f:9c1e:alice@shop.example',
    'x'.repeat(255),
  ])('takes the subject %j as it is', (sub) => {
    expect(schema.parse({ ...claims, sub }).id).toBe(sub);
  });

  it('refuses an ID token', () => {
    expect(schema.safeParse({ ...claims, token_use: 'id' }).success).toBe(false);
  });

  it.each([undefined, '', '  ', 'a\r\nb', 'é', 1, 'x'.repeat(256)])('refuses the subject %j', (sub) => {
    expect(schema.safeParse({ ...claims, sub }).success).toBe(false);
  });
});
