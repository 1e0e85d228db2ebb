import { beforeAll, describe, expect, it } from 'vitest';
import { loadSigningKey } from '../../../../tools/local-cloud/identity/signing-key.ts';
import { createTokenIssuer, type TokenIssuer } from '../../../../tools/local-cloud/identity/token-issuer.ts';
import { orderServiceDeployment } from '../../../../tools/local-cloud/order-service-deployment.ts';
import { authorizerVariables, createLocalAuthorizer } from '../../../../tools/sam/function/authorizer.ts';

const url = 'http://127.0.0.1:3000/local/issuer';
const { tokens } = orderServiceDeployment();

describe('createLocalAuthorizer', () => {
  let issuer: TokenIssuer;
  let authorizer: ReturnType<typeof createLocalAuthorizer>;
  beforeAll(async () => {
    issuer = createTokenIssuer(url, tokens, await loadSigningKey(), Date.now);
    authorizer = createLocalAuthorizer({
      [authorizerVariables.issuer]: url,
      [authorizerVariables.audiences]: tokens.audiences.join(','),
      [authorizerVariables.keys]: JSON.stringify(issuer.jwks),
    });
  });

  const decide = async (routeKey: string, scope: string, header = 'Authorization') => {
    const { access_token: token } = await issuer.issue({ sub: 'alice', scope });
    return authorizer({ routeKey, headers: { [header]: `Bearer ${token}` } });
  };

  describe('when the token grants the scope of the route', () => {
    it.each(['Authorization', 'authorization'])('hands on its claims, from the header %s', async (header) => {
      const decision = await decide('GET /api/v1/orders', 'orders:read orders:write', header);
      expect(decision).toMatchObject({
        isAuthorized: true,
        context: { claims: { sub: 'alice', iss: url }, scopes: ['orders:read', 'orders:write'] },
      });
    });
  });

  describe('when the token lacks the scope of the route', () => {
    it('refuses the request', async () => {
      expect(await decide('POST /api/v1/orders', 'orders:read')).toEqual({ isAuthorized: false });
    });
  });

  describe('when the token is of another audience', () => {
    it('refuses it with every scope', async () => {
      const claims = { iss: url, aud: 'another', sub: 'alice', scope: 'orders:read', exp: 4_000_000_000 };
      const headers = { authorization: `Bearer ${await issuer.sign(claims)}` };
      expect(await authorizer({ routeKey: 'GET /api/v1/orders', headers })).toEqual({ isAuthorized: false });
    });
  });

  it.each(['GET /health/live', 'GET /unknown', '$default'])('refuses %s, which has no scope', async (key) => {
    expect(await decide(key, 'orders:read')).toEqual({ isAuthorized: false });
  });

  it('refuses a request without a token', async () => {
    expect(await authorizer({ routeKey: 'GET /api/v1/orders' })).toEqual({ isAuthorized: false });
  });
});
