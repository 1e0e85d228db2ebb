import { describe, expect, it } from 'vitest';
import { corsPolicy } from '../../../../lib/contract/cors.ts';
import { createCors } from '../../../../tools/local-cloud/gateway/cors.ts';

const shop = 'https://shop.example.com';
const { preflight, decorate } = createCors({ ...corsPolicy, origins: [shop, 'http://localhost:5173'] });

const asking = (origin: string | undefined, method = 'OPTIONS', wanted: string | undefined = 'POST') => ({
  method,
  headers: { origin, ...(wanted !== undefined && { 'access-control-request-method': wanted }) },
});

describe('preflight', () => {
  it('answers a permitted origin with methods, headers and the time for which they hold', () => {
    expect(preflight(asking(shop))).toEqual({
      status: 204,
      headers: {
        'access-control-allow-origin': shop,
        'access-control-allow-methods': 'GET,POST,PUT',
        'access-control-allow-headers':
          'authorization,content-type,x-correlation-id,idempotency-key,if-match,if-none-match,traceparent',
        'access-control-max-age': '600',
      },
      body: '',
    });
  });

  it.each(['https://evil.example', 'https://shop.example.com:8443', 'http://shop.example.com', 'null'])(
    'gives the origin %s no permission',
    (origin) => {
      expect(preflight(asking(origin))).toEqual({ status: 204, headers: {}, body: '' });
    },
  );

  it.each([
    ['another method', asking(shop, 'POST')],
    ['no origin', asking(undefined)],
    ['no method that is asked for', { method: 'OPTIONS', headers: { origin: shop } }],
  ])('leaves a request with %s to its route', (_, request) => {
    expect(preflight(request)).toBeUndefined();
  });
});

describe('decorate', () => {
  const response = { status: 201, headers: { location: '/orders/1' }, body: '' };

  it('lets a permitted origin read the answer and the headers of the contract', () => {
    expect(decorate(asking(shop, 'POST'), response).headers).toEqual({
      location: '/orders/1',
      'access-control-allow-origin': shop,
      'access-control-expose-headers':
        'location,etag,retry-after,x-correlation-id,idempotent-replayed,www-authenticate,apigw-requestid,allow,accept,accept-encoding',
    });
  });

  it.each(['https://evil.example', undefined])('adds nothing for the origin %s', (origin) => {
    expect(decorate(asking(origin, 'POST'), response)).toEqual(response);
  });

  it('drops CORS headers of a function', () => {
    const open = { ...response, headers: { 'Access-Control-Allow-Origin': '*' } };
    expect(decorate(asking('https://evil.example', 'POST'), open).headers).toEqual({});
  });
});
