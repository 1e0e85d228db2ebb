import type { JWTPayload } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RouteId, routes } from '../../../lib/contract/routes.ts';
import { listOrdersQuerySchema, noBodySchema } from '../../../lib/contract/schemas/order-schemas.ts';
import { readTokenSettings, type TokenSettingTexts } from '../../../lib/contract/token-settings.ts';
import { ok } from '../../../lib/platform/response.ts';
import { type AccessLogOptions, withAccessLog } from '../../../tools/local-cloud/gateway/access-log.ts';
import { createGateway } from '../../../tools/local-cloud/gateway/gateway.ts';
import type { ProxyEvent } from '../../../tools/local-cloud/gateway/proxy-event.ts';
import { parseProxyResult } from '../../../tools/local-cloud/gateway/proxy-result.ts';
import { type HttpServer, startHttpServer } from '../../../tools/local-cloud/http/http-server.ts';
import { createJwtAuthorizer } from '../../../tools/local-cloud/identity/jwt-authorizer.ts';
import { loadSigningKey, type SigningKey } from '../../../tools/local-cloud/identity/signing-key.ts';
import { createTokenIssuer, type TokenIssuer } from '../../../tools/local-cloud/identity/token-issuer.ts';
import { tokenRules } from '../../../tools/local-cloud/order-service-tokens.ts';
import { aLambdaContext } from '../../builders/a-lambda-context.ts';
import { grantsWithoutScopes, issuerShapes } from '../../builders/issuer-tokens.ts';
import '../../harness/gateway-answer.ts';
import { createRecordedPipeline } from '../../harness/pipeline/recorded-pipeline.ts';
import '../../harness/problem.ts';
import { serviceAt } from '../../harness/service/running-service.ts';

const minute = 60;

/** The gateway over HTTP, its authorizer and the pipeline of the functions, with one set of settings. */
const startApi = async (key: SigningKey, texts: TokenSettingTexts, audiences: readonly string[]) => {
  const settings = readTokenSettings(texts);
  const rules = tokenRules(settings, audiences);
  const issuer = createTokenIssuer('https://issuer.example', rules, key, Date.now);
  const pipeline = createRecordedPipeline(undefined, settings);
  const handlers = {
    'list-orders': pipeline.scopedHandler(
      'list-orders',
      { query: listOrdersQuerySchema },
      async ({ caller }) => ok(caller),
    ),
    'ship-order': pipeline.scopedHandler('ship-order', { body: noBodySchema }, async ({ caller }) =>
      ok(caller),
    ),
  };
  const gateway = createGateway({
    routes: Object.keys(handlers).map((id) => ({ ...routes[id as RouteId], functionName: id })),
    throttle: { rateLimit: 1_000, burstLimit: 1_000 },
    tokens: rules,
    authorize: createJwtAuthorizer({ issuer: issuer.url, audiences, jwks: issuer.jwks, now: Date.now }),
    integrate: async (name, event: ProxyEvent) => {
      const handler = handlers[name as keyof typeof handlers];
      const result = await handler(event as Parameters<typeof handler>[0], aLambdaContext());
      const response = parseProxyResult(JSON.stringify(result));
      if (!response) throw new Error('no response');
      return { response, coldStart: false };
    },
    now: () => 0,
  });
  const printed: string[] = [];
  const kept: string[] = [];
  const log: AccessLogOptions = { print: (line) => printed.push(line), keep: (line) => kept.push(line) };
  const server: HttpServer = await startHttpServer(withAccessLog(gateway, log), 0);
  return {
    ...serviceAt(server.url),
    issuer,
    logger: pipeline.logger,
    printed,
    kept,
    close: () => server.close(0),
  };
};

type Api = Awaited<ReturnType<typeof startApi>>;

const tokenWith = (issuer: TokenIssuer, claims: JWTPayload): Promise<string> => {
  const now = Math.floor(Date.now() / 1_000);
  return issuer.sign({ iss: issuer.url, iat: now - minute, exp: now + minute, ...claims });
};

describe('tokens of issuers', () => {
  let key: SigningKey;
  beforeAll(async () => {
    key = await loadSigningKey();
  });

  describe.each(issuerShapes)('$name', ({ settings, audience, subject, claims }) => {
    let api: Api;
    beforeAll(async () => {
      api = await startApi(key, settings, [audience]);
    });
    afterAll(() => api.close());

    const grant = { sub: subject, scopes: ['orders:read', 'orders:write'], customerType: 'premium' };
    const send = async (routeId: 'list-orders' | 'ship-order', payload: JWTPayload) =>
      api.send(await tokenWith(api.issuer, payload), routeId, { path: { orderId: 'ord_1' } });

    it('permits exactly the scopes of its token', async () => {
      const answer = await send('list-orders', claims(grant));
      expect([answer.statusCode, answer.json()]).toEqual([
        200,
        { id: subject, scopes: ['orders:read', 'orders:write'], customerType: 'premium' },
      ]);
      expect(await send('ship-order', claims(grant))).toBeOfGateway('forbidden');
      expect(api.kept).toEqual([]);
    });

    it('grants the scope of an admin to an admin', async () => {
      const answer = await send('ship-order', claims({ sub: subject, scopes: ['orders:admin'] }));
      expect(answer.json()).toEqual({ id: subject, scopes: ['orders:admin'], customerType: 'standard' });
    });

    it('is refused for another audience', async () => {
      const payload = { ...claims(grant), aud: 'https://another.example' };
      expect(await send('list-orders', payload)).toBeOfGateway('unauthorized');
    });

    it('is taken in the form that the local issuer gives', async () => {
      const { access_token: token } = await api.issuer.issue({
        sub: subject,
        scope: 'orders:read openid',
        customerType: 'business',
      });
      const answer = await api.send(token, 'list-orders');
      expect(answer.json()).toEqual({ id: subject, scopes: ['orders:read'], customerType: 'business' });
    });
  });

  describe('a token that lists its scopes in another claim', () => {
    const audiences = issuerShapes.map(({ audience }) => audience);
    let api: Api;
    beforeAll(async () => {
      api = await startApi(key, {}, audiences);
    });
    afterAll(() => api.close());

    it.each(grantsWithoutScopes)('is refused with a line that names the setting: %s', async (_, claims) => {
      const answer = await api.send(await tokenWith(api.issuer, { sub: 'alice', ...claims }), 'list-orders');
      expect(answer).toBeOfGateway('forbidden');
      const why = /TOKEN_SCOPE_CLAIMS=scp,scope does not fit the token; see its claims [\w:]+/;
      expect(api.printed.at(-1)).toMatch(why);
      expect(JSON.parse(api.kept.at(-1) ?? '')).toMatchObject({
        level: 'WARN',
        message: expect.stringMatching(why),
        status: 403,
        endpoint: routes['list-orders'].path,
      });
    });

    it('is refused with a line that names the setting: another prefix', async () => {
      const token = await tokenWith(api.issuer, {
        sub: 'a',
        aud: 'order-service',
        scope: 'shop/orders:read',
      });
      expect(await api.send(token, 'list-orders')).toBeOfGateway('forbidden');
      expect(api.printed.at(-1)).toContain(
        'TOKEN_SCOPE_PREFIX= does not fit the token; see its claims scope',
      );
    });
  });

  describe('when scopes are in claims that API Gateway does not read', () => {
    const audiences = ['https://orders.shop.example/'];
    const token = (claims: JWTPayload) => tokenWith(api.issuer, { sub: 'alice', aud: audiences, ...claims });
    let api: Api;
    beforeAll(async () => {
      api = await startApi(key, { TOKEN_SCOPE_CLAIMS: 'permissions,scope' }, audiences);
    });
    afterAll(() => api.close());

    it('the function decides', async () => {
      const answer = await api.send(await token({ permissions: ['orders:read'] }), 'list-orders');
      expect(answer.json()).toMatchObject({ scopes: ['orders:read'] });
      const other = await token({ scope: 'openid', permissions: ['orders:write'] });
      expect(await api.send(other, 'list-orders')).toBeProblem(403, 'AUT-002');
    });

    it('the function logs which setting does not fit', async () => {
      const answer = await api.send(await token({ roles: ['orders:read'] }), 'list-orders');
      expect(answer).toBeProblem(403, 'AUT-002');
      expect(answer.body).not.toContain('TOKEN_SCOPE_CLAIMS');
      expect(api.logger.lines.findLast(({ level }) => level === 'warn')?.fields).toMatchObject({
        code: 'AUT-002',
        details: {
          scope: 'orders:read',
          setting: 'TOKEN_SCOPE_CLAIMS',
          value: 'permissions,scope',
          claims: ['roles'],
        },
      });
    });
  });
});
