import { decodeJwt, decodeProtectedHeader } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadSigningKey } from '../../../../tools/local-cloud/identity/signing-key.ts';
import { createTokenIssuer, type TokenIssuer } from '../../../../tools/local-cloud/identity/token-issuer.ts';

const url = 'http://127.0.0.1:3000/local/issuer';
const now = 1_800_000_000_500;

describe('createTokenIssuer', () => {
  let issuer: TokenIssuer;
  beforeAll(async () => {
    const grant = (scope: string, type?: string) => ({ scp: [scope], ...(type && { 'custom:type': type }) });
    const rules = { audiences: ['order-service', 'orders'], grant };
    issuer = createTokenIssuer(url, rules, await loadSigningKey(), () => now);
  });

  it('issues an access token that lasts an hour', async () => {
    const { access_token: token, ...rest } = await issuer.issue({ sub: 'alice', scope: 'orders:read' });
    expect(rest).toEqual({ token_type: 'Bearer', expires_in: 3_600 });
    expect(decodeJwt(token)).toEqual({
      iss: url,
      sub: 'alice',
      aud: 'order-service',
      client_id: 'local',
      token_use: 'access',
      scp: ['orders:read'],
      iat: 1_800_000_000,
      exp: 1_800_003_600,
      jti: expect.any(String),
    });
    expect(decodeProtectedHeader(token).kid).toBe(issuer.jwks.keys[0]?.kid);
  });

  it('puts the customer type in only when it is asked for', async () => {
    const { access_token: token } = await issuer.issue({ sub: 'a', scope: '', customerType: 'premium' });
    expect(decodeJwt(token)['custom:type']).toBe('premium');
  });

  it('publishes the address of its keys in its discovery document', () => {
    expect(issuer.discoveryDocument).toMatchObject({
      issuer: url,
      jwks_uri: `${url}/.well-known/jwks.json`,
      token_endpoint: 'http://127.0.0.1:3000/local/issuer/token',
    });
  });
});
