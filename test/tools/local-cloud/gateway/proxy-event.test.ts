import { describe, expect, it } from 'vitest';
import { createProxyEvent, type ProxyRequest } from '../../../../tools/local-cloud/gateway/proxy-event.ts';

const request: ProxyRequest = {
  method: 'POST',
  target: { path: '/carts/c 1', rawQueryString: 'tag=a&tag=b%20c&empty=&plus=1+2' },
  httpVersion: '1.1',
  rawHeaders: ['Host', 'localhost:3000', 'User-Agent', 'curl/8', 'Content-Type', 'application/json'],
  body: Buffer.from('{}'),
  sourceIp: '127.0.0.1',
  port: 3000,
  routeKey: 'POST /carts/{cartId}',
  pathParameters: { cartId: 'c 1' },
  requestId: 'r-1=',
  now: new Date('2026-03-05T07:08:09.010Z'),
};

const get: ProxyRequest = {
  ...request,
  method: 'GET',
  target: { path: '/carts', rawQueryString: '' },
  body: Buffer.alloc(0),
  pathParameters: {},
};

describe('createProxyEvent', () => {
  it('is an event in payload format 2.0', () => {
    const { headers, ...event } = createProxyEvent(request);
    expect(event).toEqual({
      version: '2.0',
      routeKey: 'POST /carts/{cartId}',
      rawPath: '/carts/c 1',
      rawQueryString: 'tag=a&tag=b%20c&empty=&plus=1+2',
      queryStringParameters: { tag: 'a,b c', empty: '', plus: '1 2' },
      pathParameters: { cartId: 'c 1' },
      requestContext: {
        accountId: '123456789012',
        apiId: 'local',
        domainName: 'localhost',
        domainPrefix: 'localhost',
        http: {
          method: 'POST',
          path: '/carts/c 1',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'curl/8',
        },
        requestId: 'r-1=',
        routeKey: 'POST /carts/{cartId}',
        stage: '$default',
        time: '05/Mar/2026:07:08:09 +0000',
        timeEpoch: Date.parse('2026-03-05T07:08:09.010Z'),
      },
      body: '{}',
      isBase64Encoded: false,
    });
    expect(headers).toMatchObject({
      host: 'localhost:3000',
      'content-length': '2',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-port': '3000',
      'x-forwarded-proto': 'http',
    });
    expect(headers['x-amzn-trace-id']).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
  });

  it('omits absent fields', () => {
    const event = createProxyEvent(get);
    for (const field of ['cookies', 'queryStringParameters', 'pathParameters', 'body', 'stageVariables']) {
      expect(event).not.toHaveProperty(field);
    }
    expect(event.requestContext).not.toHaveProperty('authorizer');
  });

  it('passes on the claims of the authorizer', () => {
    const jwt = { claims: { sub: 'alice' }, scopes: ['orders:read'] };
    expect(createProxyEvent({ ...get, jwt }).requestContext).toMatchObject({ authorizer: { jwt } });
  });

  it('adds to the addresses of earlier proxies and keeps a trace id that was sent', () => {
    const rawHeaders = ['X-Forwarded-For', '10.0.0.1', 'X-Amzn-Trace-Id', 'Root=1-a-b'];
    expect(createProxyEvent({ ...get, rawHeaders }).headers).toMatchObject({
      'x-forwarded-for': '10.0.0.1, 127.0.0.1',
      'x-amzn-trace-id': 'Root=1-a-b',
    });
  });
});
