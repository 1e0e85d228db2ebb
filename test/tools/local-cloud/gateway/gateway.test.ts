import { once } from 'node:events';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gatewayAnswers } from '../../../../lib/contract/api-gateway-answers.ts';
import { createGateway, type GatewayOptions } from '../../../../tools/local-cloud/gateway/gateway.ts';
import type { ProxyEvent } from '../../../../tools/local-cloud/gateway/proxy-event.ts';
import { jsonResponse } from '../../../../tools/local-cloud/http/http-response.ts';
import { type HttpServer, startHttpServer } from '../../../../tools/local-cloud/http/http-server.ts';
import type { Authorize } from '../../../../tools/local-cloud/identity/jwt-authorizer.ts';

const megabyte = 1024 * 1024;

const authorize: Authorize = async (header, scopes) => {
  if (header === 'Bearer good') return { granted: true, claims: { sub: 'alice' }, scopes };
  if (header === 'Bearer weak') {
    return { granted: false, status: 403, wwwAuthenticate: 'Bearer error="403"', claims: { sub: 'alice' } };
  }
  return { granted: false, status: 401, wwwAuthenticate: 'Bearer error="401"' };
};

describe('createGateway', () => {
  const calls: { functionName: string; event: ProxyEvent }[] = [];
  let clock = 0;
  let server: HttpServer;
  let withDefault: HttpServer;

  beforeAll(async () => {
    const options: GatewayOptions = {
      throttle: { rateLimit: 1_000, burstLimit: 1_000 },
      tokens: {
        authorizationScopes: (scope) => [`things/${scope}`],
        explainRefusal: ({ sub }, scope) => `${sub} has no ${scope}`,
      },
      now: () => clock,
      routes: [
        { functionName: 'put-thing', method: 'PUT', path: '/things/{id}', scope: null },
        { functionName: 'get-thing', method: 'GET', path: '/things/{id}', scope: 'orders:read' },
      ],
      authorize,
      integrate: async (functionName, event) => {
        calls.push({ functionName, event });
        return { response: jsonResponse(200, { path: event.rawPath }), coldStart: false };
      },
    };
    const serve = (gateway = createGateway(options)) =>
      startHttpServer(async (exchange) => (await gateway(exchange)).response, 0);
    server = await serve();
    const defaultRoute = { functionName: 'no-thing', throttle: { rateLimit: 1, burstLimit: 2 } };
    withDefault = await serve(createGateway({ ...options, defaultRoute }));
  });
  afterAll(() => Promise.all([server.close(0), withDefault.close(0)]));

  const put = (body: RequestInit['body'], headers: Record<string, string> = {}) =>
    fetch(`${server.url}/things/1`, { method: 'PUT', body: body ?? null, headers });

  it('hands a request to the function of its route', async () => {
    const answer = await put(Buffer.from([1, 2]), { 'content-type': 'image/png', 'x-tag': 'a' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('apigw-requestid')).toMatch(/^[\w-]{15}=$/);
    const call = calls.at(-1);
    expect(call?.functionName).toBe('put-thing');
    expect(call?.event).toMatchObject({
      routeKey: 'PUT /things/{id}',
      pathParameters: { id: '1' },
      body: 'AQI=',
      isBase64Encoded: true,
      requestContext: { http: { sourceIp: '127.0.0.1' } },
    });
    expect(call?.event.requestContext.requestId).toBe(answer.headers.get('apigw-requestid'));
  });

  it('passes no claims on a public route', async () => {
    await put('x', { authorization: 'Bearer good' });
    expect(calls.at(-1)?.event.requestContext).not.toHaveProperty('authorizer');
  });

  it('hands claims and scopes on where a token is needed', async () => {
    await fetch(`${server.url}/things/1`, { headers: { authorization: 'Bearer good' } });
    expect(calls.at(-1)?.event.requestContext).toMatchObject({
      authorizer: { jwt: { claims: { sub: 'alice' }, scopes: ['things/orders:read'] } },
    });
  });

  it.each([
    ['Bearer bad', gatewayAnswers.unauthorized],
    ['Bearer weak', gatewayAnswers.forbidden],
  ])(
    'refuses %s in the words of API Gateway, with the challenge',
    async (authorization, { status, message }) => {
      const before = calls.length;
      const answer = await fetch(`${server.url}/things/1`, {
        headers: { authorization, 'x-correlation-id': 'my-request-1' },
      });
      expect([answer.status, await answer.json()]).toEqual([status, { message }]);
      expect(answer.headers.get('www-authenticate')).toBe(`Bearer error="${status}"`);
      expect(answer.headers.has('x-correlation-id')).toBe(false);
      expect(calls).toHaveLength(before);
    },
  );

  it.each([
    ['GET', '/nothing'],
    ['POST', '/things/1'],
    ['OPTIONS', '/things/1'],
    ['GET', '/things/1%2F2'],
  ])('answers 404 to %s %s when there is no default route', async (method, path) => {
    const answer = await fetch(`${server.url}${path}`, { method });
    expect(answer.status).toBe(404);
    expect(await answer.json()).toEqual({ message: 'Not Found' });
  });

  describe('when there is a default route', () => {
    const ask = (method: string, path: string) => fetch(`${withDefault.url}${path}`, { method });

    it.each([
      ['GET', '/nothing'],
      ['POST', '/things/1'],
      ['OPTIONS', '/things/1'],
      ['HEAD', '/things/1'],
    ])('hands %s %s to its function, without a token', async (method, path) => {
      clock += 1_000;
      expect((await ask(method, path)).status).toBe(200);
      const { functionName, event } = calls.at(-1) ?? {};
      expect(functionName).toBe('no-thing');
      expect(event).toMatchObject({
        routeKey: '$default',
        rawPath: path,
        requestContext: { http: { method }, routeKey: '$default' },
      });
      expect(event).not.toHaveProperty('pathParameters');
      expect(event?.requestContext).not.toHaveProperty('authorizer');
    });

    it('throttles it alone', async () => {
      clock += 10_000;
      const statuses = [];
      for (let sent = 0; sent < 3; sent += 1) statuses.push((await ask('GET', '/nothing')).status);
      expect(statuses).toEqual([200, 200, 429]);
      const refused = await ask('GET', '/nothing');
      expect([refused.status, await refused.json()]).toEqual([429, { message: 'Too Many Requests' }]);
      expect((await ask('PUT', '/things/1')).status).toBe(200);
      clock += 1_000;
      expect((await ask('GET', '/nothing')).status).toBe(200);
    });
  });

  it('answers 400 to broken percent-encoding', async () => {
    expect((await fetch(`${server.url}/things/%zz`)).status).toBe(400);
  });

  it('answers 431 to more than 10,240 bytes of request line and headers', async () => {
    expect((await put('x', { 'x-long': 'a'.repeat(9_500) })).status).toBe(200);
    expect((await put('x', { 'x-long': 'a'.repeat(10_240) })).status).toBe(431);
  });

  it('takes a body of 10 MB', async () => {
    const answer = await put('a'.repeat(10 * megabyte), { 'content-type': 'text/plain' });
    expect(answer.status).toBe(200);
    expect(calls.at(-1)?.event.body).toHaveLength(10 * megabyte);
  });

  it('answers 413 to a larger body before it is sent', async () => {
    const sending = request(`${server.url}/things/1`, {
      method: 'PUT',
      headers: { expect: '100-continue', 'content-length': 10 * megabyte + 1 },
    });
    sending.flushHeaders();
    const [answer] = await once(sending, 'response');
    expect(answer.statusCode).toBe(413);
    sending.destroy();
  });

  it('answers 413 to a body that turns out to be larger', async () => {
    const sending = request(`${server.url}/things/1`, { method: 'PUT' });
    sending.on('error', () => {});
    const chunk = Buffer.alloc(megabyte);
    for (let sent = 0; sent <= 10; sent += 1) sending.write(chunk);
    const [answer] = await once(sending, 'response');
    expect(answer.statusCode).toBe(413);
    expect(JSON.parse((await answer.toArray()).join(''))).toEqual({ message: 'Request Entity Too Large' });
    sending.destroy();
  });
});
