import { describe, expect, it } from 'vitest';
import { createHttpStorefront } from '../../../../lib/adapters/http/http-storefront.ts';
import type { SecretSource } from '../../../../lib/platform/secrets/secret.ts';
import { calmly } from '../../../harness/shop/calmly.ts';

interface Sent {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const token = { access_token: 'token-1', expires_in: 3_600 };

const aStorefront = (
  answers: Readonly<Record<string, () => Response>>,
  clientSecret: SecretSource = async () => 'secret',
) => {
  const sent: Sent[] = [];
  let now = 0;
  let keys = 0;
  const storefront = createHttpStorefront({
    apiUrl: 'https://api.example',
    tokenUrl: 'https://issuer.example/token',
    clientId: 'client:1',
    clientSecret,
    scope: 'orders:write',
    audience: 'order-service',
    sku: 'SYNTHETIC-001',
    clock: () => now,
    newKey: () => {
      keys += 1;
      return `key-${keys}`;
    },
    fetch: async (url, init) => {
      const path = new URL(String(url)).pathname;
      sent.push({
        url: String(url),
        headers: Object.fromEntries(new Headers(init?.headers)),
        body: String(init?.body ?? ''),
      });
      const answer = answers[path];
      if (!answer) throw new Error('not reached');
      return answer();
    },
  });
  return {
    storefront,
    sent,
    pass: (ms: number) => {
      now += ms;
    },
  };
};

const working = {
  '/token': () => Response.json(token),
  '/api/v1/orders': () => Response.json({ id: 'ord_1' }, { status: 201 }),
  '/api/v1/orders/ord_1/cancellation': () => Response.json({}),
};

describe('createHttpStorefront', () => {
  it('orders and cancels with the token that the issuer gives to the client, each under a key of its own', async () => {
    const { storefront, sent } = aStorefront(working);
    await storefront.cancelOrder(await storefront.placeOrder(calmly), calmly);
    const [asked, ordered, cancelled, ...more] = sent;
    expect(more).toEqual([]);
    expect(atob(asked?.headers['authorization']?.replace('Basic ', '') ?? '')).toBe('client%3A1:secret');
    expect(Object.fromEntries(new URLSearchParams(asked?.body))).toEqual({
      grant_type: 'client_credentials',
      scope: 'orders:write',
      audience: 'order-service',
    });
    expect(ordered).toMatchObject({
      url: 'https://api.example/api/v1/orders',
      headers: { authorization: 'Bearer token-1', 'idempotency-key': 'key-1' },
    });
    expect(JSON.parse(ordered?.body ?? '')).toEqual({
      items: [{ sku: 'SYNTHETIC-001', quantity: 1 }],
      source: 'api',
    });
    expect(cancelled?.headers).toMatchObject({ 'idempotency-key': 'key-2' });
  });

  it('asks again with the new secret of the client after a rotation, at once', async () => {
    const { sent, storefront } = aStorefront(
      {
        ...working,
        '/token': () => {
          const isCurrent = sent.at(-1)?.headers['authorization'] === `Basic ${btoa('client%3A1:rotated')}`;
          return isCurrent ? Response.json(token) : new Response('{}', { status: 401 });
        },
      },
      async (_, rejected) => (rejected === 'secret' ? 'rotated' : 'secret'),
    );
    expect(await storefront.placeOrder(calmly)).toBe('ord_1');
    expect(sent.map(({ url }) => new URL(url).pathname)).toEqual(['/token', '/token', '/api/v1/orders']);
  });

  it('asks for a token once when a rejected secret has no successor', async () => {
    const { sent, storefront } = aStorefront({
      ...working,
      '/token': () => new Response('{}', { status: 401 }),
    });
    await expect(storefront.placeOrder(calmly)).rejects.toThrow('token: 401');
    expect(sent).toHaveLength(1);
  });

  it('keeps its token until a minute before its end', async () => {
    const { storefront, sent, pass } = aStorefront(working);
    const tokens = () => sent.filter(({ url }) => url.endsWith('/token')).length;
    await storefront.placeOrder(calmly);
    pass(3_539_000);
    await storefront.placeOrder(calmly);
    expect(tokens()).toBe(1);
    pass(2_000);
    await storefront.placeOrder(calmly);
    expect(tokens()).toBe(2);
  });

  it('asks for another token after one that the API refuses', async () => {
    const { storefront, sent } = aStorefront({
      ...working,
      '/api/v1/orders': () => new Response('{"message":"Unauthorized"}', { status: 401 }),
    });
    const failed = () => storefront.placeOrder(calmly).catch((error: Error) => error.message);
    expect(await failed()).toBe('POST /api/v1/orders: 401 {"message":"Unauthorized"}');
    await failed();
    expect(sent.filter(({ url }) => url.endsWith('/token'))).toHaveLength(2);
  });

  it.each([
    [
      'the issuer refuses the client',
      { '/token': () => new Response('invalid_client', { status: 401 }) },
      'token: 401 invalid_client',
    ],
    [
      'the answer of the issuer has no token',
      { '/token': () => Response.json({}) },
      'token: the answer has no access_token',
    ],
    ['the API is not reached', { '/token': working['/token'] }, 'POST /api/v1/orders: no answer'],
    [
      'the order has no id',
      { ...working, '/api/v1/orders': () => Response.json({}) },
      'the order that was placed has no id',
    ],
  ])('names the step when %s', async (_, answers, message) => {
    await expect(aStorefront(answers as never).storefront.placeOrder(calmly)).rejects.toThrow(message);
  });
});
