import { describe, expect, it } from 'vitest';
import { isFailure, OrderServiceError } from '../../client/src/order-service-client.ts';
import { correlationIdPattern } from '../../lib/contract/headers.ts';
import { idempotencyKeyPattern } from '../../lib/contract/idempotency.ts';
import { clientOf, json, noConnection, problem, silence } from './stand-in-service.ts';

const order = { items: [{ sku: 'TEA-001', quantity: 2 }] };
const placed = json(201, { id: 'ord_1' }, { 'X-Correlation-ID': 'of-the-service' });
const failureOf = (call: Promise<unknown>): Promise<OrderServiceError> =>
  call.then(
    () => Promise.reject(new Error('the call succeeded')),
    (error) => (error instanceof OrderServiceError ? error : Promise.reject(error)),
  );

describe('a call', () => {
  it('sends method, address, body, token, key and correlation id', async () => {
    const { client, requests } = clientOf([placed], { token: 'secret' });
    await client.createOrder(order);
    expect(requests).toEqual([
      {
        method: 'POST',
        url: 'https://orders.example/api/v1/orders',
        body: order,
        headers: {
          authorization: 'Bearer secret',
          'content-type': 'application/json',
          'idempotency-key': expect.stringMatching(idempotencyKeyPattern),
          'x-correlation-id': expect.stringMatching(correlationIdPattern),
        },
      },
    ]);
  });

  it('fills in the path, percent-encoded, and the query without absent values', async () => {
    const { client, requests } = clientOf([json(200, { items: [] })]);
    await client.listOrders({ status: 'pending', limit: undefined, customerId: 'a b' });
    await client.getProduct('a/b');
    expect(requests.map(({ url }) => url.replace('https://orders.example/api/v1', ''))).toEqual([
      '/orders?status=pending&customerId=a+b',
      '/products/a%2Fb',
    ]);
  });

  it('resolves to body, status and the facts of the headers', async () => {
    const answer = json(
      202,
      { id: 'ord_1' },
      {
        'Retry-After': '2',
        'Idempotent-Replayed': 'true',
        'X-Correlation-ID': 'of-the-service',
        ETag: '"3"',
      },
    );
    const { client } = clientOf([answer]);
    const key = 'payment-of-order-1';
    expect(await client.payOrder('ord_1', { paymentMethod: 'pm_1' }, { idempotencyKey: key })).toEqual({
      status: 202,
      body: { id: 'ord_1' },
      correlationId: 'of-the-service',
      idempotencyKey: key,
      replayed: true,
      etag: '"3"',
      retryAfterSeconds: 2,
    });
  });

  it('sends the conditions of a change', async () => {
    const { client, requests } = clientOf([json(200, {})]);
    await client.putProduct('TEA', { name: 'Tea' }, { ifMatch: '"3"' });
    expect(requests[0]?.headers).toMatchObject({ 'if-match': '"3"' });
    expect(requests[0]?.headers).not.toHaveProperty('idempotency-key');
  });
});

describe('a call that is repeated', () => {
  it('keeps its key and its correlation id', async () => {
    const busy = problem(503, 'SYS-002', undefined, 3);
    const { client, requests, pauses } = clientOf([noConnection, busy, placed]);
    await client.createOrder(order);
    const sent = requests.map(({ headers }) => [headers['idempotency-key'], headers['x-correlation-id']]);
    expect(sent).toEqual([sent[0], sent[0], sent[0]]);
    expect(pauses[0]).toBeLessThanOrEqual(200);
    expect(pauses[1]).toBeGreaterThanOrEqual(3_000);
  });

  it('makes another key for the next call', async () => {
    const { client, requests } = clientOf([placed]);
    await client.createOrder(order);
    await client.createOrder(order);
    expect(new Set(requests.map(({ headers }) => headers['idempotency-key'])).size).toBe(2);
  });

  it('fails with the last answer after the most attempts', async () => {
    const { client, requests } = clientOf([problem(500, 'SYS-001')], { maxAttempts: 3 });
    const error = await failureOf(client.createOrder(order));
    expect(error).toMatchObject({ code: 'SYS-001', status: 500, attempts: 3 });
    expect(error.idempotencyKey).toBe(requests[0]?.headers['idempotency-key']);
  });

  it('does not wait for a Retry-After beyond its deadline', async () => {
    const { client, pauses } = clientOf([problem(429, 'PAY-001', undefined, 600)]);
    const error = await failureOf(client.payOrder('ord_1', { paymentMethod: 'pm_1' }));
    expect(error).toMatchObject({ code: 'PAY-001', retryAfterSeconds: 600, attempts: 1 });
    expect(pauses).toEqual([]);
  });

  it('is not repeated when the change is conditional and its outcome unknown', async () => {
    const { client, requests } = clientOf([noConnection]);
    const change = client.putProduct('TEA', { name: 'Tea' }, { ifMatch: '"3"' });
    expect(await failureOf(change)).toMatchObject({ code: 'NETWORK', attempts: 1 });
    expect(requests).toHaveLength(1);
  });
});

describe('a failure', () => {
  it('has the code and the details of the service', async () => {
    const details = { sku: 'TEA-001', requested: 3, available: 2 };
    const { client } = clientOf([problem(409, 'ORD-004', details)]);
    const error = await failureOf(client.createOrder(order));
    expect(error).toMatchObject({ code: 'ORD-004', status: 409, details, message: 'ORD-004: A message' });
    expect(isFailure(error, 'PRD-001', 'ORD-004')).toBe(true);
    expect(isFailure(error, 'PRD-001')).toBe(false);
    expect(isFailure(error)).toBe(true);
    expect(isFailure(new Error('ORD-004'))).toBe(false);
  });

  it.each([
    [401, 'AUT-001', undefined],
    [403, 'AUT-002', { scope: 'orders:write' }],
    [413, 'HTTP-413', undefined],
    [429, 'HTTP-429', undefined],
    [503, 'HTTP-503', undefined],
  ])('has a code also for the %s of the gateway', async (status, code, details) => {
    const wanted = {
      'WWW-Authenticate': 'Bearer scope="orders-api/orders:write" error="insufficient_scope"',
    };
    const { client } = clientOf([json(status, { message: 'Of the gateway' }, status === 403 ? wanted : {})], {
      maxAttempts: 1,
    });
    expect(await failureOf(client.createOrder(order))).toMatchObject({ code, status, details });
  });

  it('is no missing scope when a 403 names none, such as that of a firewall', async () => {
    const { client } = clientOf([json(403, { message: 'Forbidden' })]);
    expect(await failureOf(client.createOrder(order))).toMatchObject({ code: 'HTTP-403', attempts: 1 });
  });

  it.each([[502], [200]])('has the status %s of an answer that is not JSON', async (status) => {
    const { client } = clientOf([new Response('<html>', { status })], { maxAttempts: 1 });
    expect(await failureOf(client.getOrder('ord_1'))).toMatchObject({ code: `HTTP-${status}`, status });
  });
});

describe('the time of a call', () => {
  it('ends at its deadline, pauses included', async () => {
    const { client } = clientOf([silence], { deadlineMs: 20 });
    expect(await failureOf(client.getOrder('ord_1'))).toMatchObject({ code: 'DEADLINE', attempts: 1 });
  });

  it('ends at its deadline while a token is awaited', async () => {
    const { client, requests } = clientOf([placed], { token: () => new Promise(() => {}) });
    const call = client.getOrder('ord_1', { deadlineMs: 20 });
    expect(await failureOf(call)).toMatchObject({ code: 'DEADLINE', attempts: 0 });
    expect(requests).toEqual([]);
  });

  it('gives an attempt up after its limit, and repeats the request', async () => {
    const { client, requests } = clientOf([silence, placed], { attemptMs: 20 });
    expect((await client.createOrder(order)).status).toBe(201);
    expect(requests).toHaveLength(2);
  });

  it('does not begin a call whose signal has aborted', async () => {
    const { client, requests } = clientOf([placed], { token: async () => 'secret' });
    const signal = AbortSignal.abort(new Error('the page was left'));
    await expect(client.getOrder('ord_1', { signal })).rejects.toThrow('the page was left');
    expect(requests).toEqual([]);
  });

  it('is without an end for an infinite deadline', async () => {
    const { client } = clientOf([placed]);
    expect((await client.getOrder('ord_1', { deadlineMs: Number.POSITIVE_INFINITY })).status).toBe(201);
  });

  it('leaves nothing behind when the call ends', async () => {
    const { client } = clientOf([noConnection, placed]);
    const { signal } = new AbortController();
    const listeners = new Set<unknown>();
    signal.addEventListener = (_type: string, listener: unknown) => void listeners.add(listener);
    signal.removeEventListener = (_type: string, listener: unknown) => void listeners.delete(listener);
    const before = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    await client.getOrder('ord_1', { signal });
    expect(process.getActiveResourcesInfo().filter((name) => name === 'Timeout')).toHaveLength(before);
    expect([...listeners]).toEqual([]);
  });

  it('ends with the reason of an aborted signal', async () => {
    const { client } = clientOf([silence]);
    const controller = new AbortController();
    const call = client.getOrder('ord_1', { signal: controller.signal });
    controller.abort(new Error('the page was left'));
    await expect(call).rejects.toThrow('the page was left');
  });

  it('ends in a pause when the signal aborts', async () => {
    const controller = new AbortController();
    const { client } = clientOf([noConnection], { pause: async () => controller.abort(new Error('left')) });
    await expect(client.getOrder('ord_1', { signal: controller.signal })).rejects.toThrow('left');
  });
});

describe('the token provider', () => {
  it('is asked once more after a refused token, which does not count as a repetition', async () => {
    const asked: boolean[] = [];
    const { client, requests } = clientOf([json(401, { message: 'Unauthorized' }), placed], {
      maxAttempts: 1,
      token: ({ refused }) => {
        asked.push(refused);
        return refused ? 'new' : 'old';
      },
    });
    await client.createOrder(order);
    expect(asked).toEqual([false, true]);
    expect(requests.map(({ headers }) => headers['authorization'])).toEqual(['Bearer old', 'Bearer new']);
  });

  it('gets one notice of a refusal, when the new token is accepted and the request repeated', async () => {
    const asked: boolean[] = [];
    const { client } = clientOf([json(401, {}), noConnection, placed], {
      token: ({ refused }) => {
        asked.push(refused);
        return 'token';
      },
    });
    await client.createOrder(order);
    expect(asked).toEqual([false, true, false]);
  });

  it('is not asked again for a second refusal', async () => {
    const { client, requests } = clientOf([json(401, { message: 'Unauthorized' })], { token: () => 'old' });
    expect(await failureOf(client.getOrder('ord_1'))).toMatchObject({ code: 'AUT-001', attempts: 2 });
    expect(requests).toHaveLength(2);
  });

  it('fails the call with its own error', async () => {
    const { client } = clientOf([placed], { token: () => Promise.reject(new Error('signed out')) });
    await expect(client.getOrder('ord_1')).rejects.toThrow('signed out');
  });
});

describe('a list', () => {
  const pages = [
    json(200, { items: [1, 2], nextCursor: 'second' }),
    json(200, { items: [], nextCursor: 'third' }),
    json(200, { items: [3] }),
  ];

  it('is its first page', async () => {
    const { client, requests } = clientOf(pages);
    expect((await client.listOrders({ limit: 2 })).body).toEqual({ items: [1, 2], nextCursor: 'second' });
    expect(requests).toHaveLength(1);
  });

  it('is iterated over all of its pages, empty ones included, with the same filter', async () => {
    const { client, requests } = clientOf(pages);
    expect(await Array.fromAsync(client.listOrders({ status: 'pending' }))).toEqual([1, 2, 3]);
    expect(requests.map(({ url }) => url.split('?')[1])).toEqual([
      'status=pending',
      'status=pending&cursor=second',
      'status=pending&cursor=third',
    ]);
  });

  it('reads no page that is not needed', async () => {
    const { client, requests } = clientOf(pages);
    for await (const item of client.listProducts()) if (Number(item) === 2) break;
    expect(requests).toHaveLength(1);
  });
});
