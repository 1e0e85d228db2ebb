import { describe, expect, it } from 'vitest';
import { accessTokenClaimsSchema } from '../../../../lib/contract/schemas/access-token-claims-schema.ts';

const claims = { sub: 'alice', scope: 'orders:read orders:write', customer_type: 'premium' };

describe('accessTokenClaimsSchema', () => {
  it('makes a caller of the claims', () => {
    expect(accessTokenClaimsSchema.parse(claims)).toEqual({
      id: 'alice',
      scopes: ['orders:read', 'orders:write'],
      customerType: 'premium',
    });
  });

  it.each(['gold', '', undefined])('takes the customer type %s for standard', (customer_type) => {
    expect(accessTokenClaimsSchema.parse({ ...claims, customer_type }).customerType).toBe('standard');
  });

  it.each([undefined, '', ' ', 'openid', 'orders:admin2', 'ORDERS:ADMIN', 'orders:admin,orders:read'])(
    'grants nothing for the scope %j',
    (scope) => {
      expect(accessTokenClaimsSchema.parse({ ...claims, scope }).scopes).toEqual([]);
    },
  );

  it('refuses an ID token', () => {
    expect(accessTokenClaimsSchema.safeParse({ ...claims, token_use: 'id' }).success).toBe(false);
  });

  it.each([undefined, '', 'a b', 'a\r\nb', 1, 'x'.repeat(129)])('refuses the subject %j', (sub) => {
    expect(accessTokenClaimsSchema.safeParse({ ...claims, sub }).success).toBe(false);
  });
});
