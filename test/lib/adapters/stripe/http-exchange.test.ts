import { getEventListeners, once } from 'node:events';
import type { RequestListener } from 'node:http';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createHttpExchange, type HttpRequest } from '../../../../lib/adapters/stripe/http-exchange.ts';
import { startStopwatch } from '../../../harness/busy-machine.ts';
import { startScriptedServer } from '../../../harness/dynamodb/scripted-server.ts';

const hanging: RequestListener = () => {};
const stalling: RequestListener = (_, response) => {
  response.writeHead(200, { 'content-length': '100' });
  response.write('{');
};
const resetting: RequestListener = (request) => void request.on('data', () => request.socket.destroy());
const echoing: RequestListener = (request, response) => {
  request.pipe(response.setHeader('x-method', request.method ?? ''));
};

describe('createHttpExchange', () => {
  let stop = async () => {};
  afterEach(() => stop());

  const serve = async (listener: RequestListener) => {
    const server = await startScriptedServer(listener);
    stop = server.stop;
    return { server, port: new URL(server.endpoint).port };
  };

  /** A server that accepts connections and sends a given text, once. */
  const listenTcp = async (greeting: string) => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => greeting && socket.end(greeting));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    stop = async () => void server.close();
    return String((server.address() as AddressInfo).port);
  };

  const requestTo = (port: string, changes: Partial<HttpRequest> = {}): HttpRequest => ({
    host: '127.0.0.1',
    port,
    path: '/',
    method: 'POST',
    headers: { 'Idempotency-Key': 'key-1' },
    body: 'a=1',
    tls: false,
    timeoutMs: 5_000,
    connectTimeoutMs: 5_000,
    signal: undefined,
    ...changes,
  });

  it('gives status, headers and text of the answer', async () => {
    const { port } = await serve(echoing);
    const answer = await createHttpExchange()(requestTo(port, { body: 'größe=1' }));
    expect(answer).toMatchObject({ status: 200, headers: { 'x-method': 'POST' }, text: 'größe=1' });
  });

  it('keeps its connection for the next request, and nothing on the signal', async () => {
    const { server, port } = await serve(echoing);
    const exchange = createHttpExchange();
    const { signal } = new AbortController();
    for (let n = 0; n < 3; n += 1) await exchange(requestTo(port, { signal }));
    expect(server.connections()).toBe(1);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('does not use a connection again that was idle for more than some seconds', async () => {
    const { server, port } = await serve(echoing);
    let now = 0;
    const exchange = createHttpExchange(() => now);
    await exchange(requestTo(port));
    now += 4_999;
    await exchange(requestTo(port));
    expect(server.connections()).toBe(1);
    now += 5_000;
    await exchange(requestTo(port));
    expect(server.connections()).toBe(2);
  });

  it.for([
    ['never answers', hanging],
    ['stops in the middle of its answer', stalling],
  ] as const)(
    'ends at once when aborted while the server %s, and leaves no socket',
    async ([, listener], context) => {
      const { server, port } = await serve(listener);
      const caller = new AbortController();
      const call = createHttpExchange()(requestTo(port, { signal: caller.signal }));
      await vi.waitUntil(() => server.openSockets() === 1);
      const stopwatch = startStopwatch();
      caller.abort();
      await expect(call).rejects.toMatchObject({ reason: 'aborted', sent: true });
      const duration = stopwatch.stop();
      await vi.waitUntil(() => server.openSockets() === 0);
      duration.judge(context, (elapsedMs) => expect(elapsedMs).toBeLessThan(500));
    },
  );

  it.each([
    ['never answers', hanging],
    ['stops in the middle of its answer', stalling],
  ])('ends in time when the server %s, and leaves no socket', async (_, listener) => {
    const { server, port } = await serve(listener);
    const call = createHttpExchange()(requestTo(port, { timeoutMs: 50 }));
    await expect(call).rejects.toMatchObject({ reason: 'timeout', sent: true });
    await vi.waitUntil(() => server.openSockets() === 0);
  });

  it('reports the request as sent when the server breaks the connection', async () => {
    const { port } = await serve(resetting);
    await expect(createHttpExchange()(requestTo(port))).rejects.toMatchObject({
      reason: 'failed',
      sent: true,
    });
  });

  describe('when the connection from before turns out to be closed', () => {
    /** Answers the first request of a connection; `later` says what becomes of the first on the second one. */
    const closingAfterFirst = async (later: RequestListener) => {
      const known = new Set<Socket>();
      const { server, port } = await serve((request, response) => {
        if (known.has(request.socket)) return request.socket.destroy();
        known.add(request.socket);
        return (known.size === 1 ? echoing : later)(request, response);
      });
      const exchange = createHttpExchange();
      await exchange(requestTo(port));
      return { server, port, exchange };
    };

    it('sends the request on a new one', async () => {
      const { server, port, exchange } = await closingAfterFirst(echoing);
      expect(await exchange(requestTo(port, { body: 'b=2' }))).toMatchObject({ text: 'b=2' });
      expect(server.connections()).toBe(2);
    });

    it('sends it there once only', async () => {
      const { server, port, exchange } = await closingAfterFirst(resetting);
      await expect(exchange(requestTo(port))).rejects.toMatchObject({ reason: 'failed', sent: true });
      expect(server.connections()).toBe(2);
    });

    it('does not send a request again that the server could do twice', async () => {
      const { server, port, exchange } = await closingAfterFirst(echoing);
      await expect(exchange(requestTo(port, { headers: {} }))).rejects.toMatchObject({
        reason: 'failed',
        sent: true,
      });
      expect(server.connections()).toBe(1);
    });

    it('sends one again that only reads', async () => {
      const { port, exchange } = await closingAfterFirst(echoing);
      expect(await exchange(requestTo(port, { method: 'GET', headers: {}, body: '' }))).toMatchObject({
        status: 200,
      });
    });

    it('reports the request as sent, also without a new connection', async () => {
      const { server, port, exchange } = await closingAfterFirst(echoing);
      const call = exchange(requestTo(port));
      stop = async () => {};
      await server.stop();
      await expect(call).rejects.toMatchObject({ reason: 'failed', sent: true });
    });
  });

  it('aborts an answer that is too large, and leaves no socket', async () => {
    const { server, port } = await serve((_, response) => {
      response.write(Buffer.alloc(1024 * 1024 + 1));
    });
    await expect(createHttpExchange()(requestTo(port))).rejects.toMatchObject({
      reason: 'failed',
      sent: true,
    });
    await vi.waitUntil(() => server.openSockets() === 0);
  });

  describe('when the request does not reach the server', () => {
    const unsent = { name: 'TransportError', sent: false };

    it('reports a refused connection', async () => {
      const { server, port } = await serve(hanging);
      stop = async () => {};
      await server.stop();
      await expect(createHttpExchange()(requestTo(port))).rejects.toMatchObject({
        ...unsent,
        reason: 'failed',
      });
    });

    it('reports a name that does not resolve', async () => {
      const call = createHttpExchange()(requestTo('80', { host: 'gateway.invalid' }));
      await expect(call).rejects.toMatchObject({ ...unsent, reason: 'failed' });
    });

    it('reports a TLS handshake that fails', async () => {
      const port = await listenTcp('HTTP/1.1 400 Bad Request\r\n\r\n');
      const call = createHttpExchange()(requestTo(port, { tls: true }));
      await expect(call).rejects.toMatchObject({ ...unsent, reason: 'failed' });
    });

    it('reports a connection that is not open in time', async () => {
      const port = await listenTcp('');
      const call = createHttpExchange()(requestTo(port, { tls: true, connectTimeoutMs: 50 }));
      await expect(call).rejects.toMatchObject({ ...unsent, reason: 'timeout' });
    });

    it('reports a caller that had aborted before, and does not connect', async () => {
      const { server, port } = await serve(echoing);
      const call = createHttpExchange()(requestTo(port, { signal: AbortSignal.abort() }));
      await expect(call).rejects.toMatchObject({ ...unsent, reason: 'aborted' });
      expect(server.connections()).toBe(0);
    });

    it('reports a header that cannot be sent', async () => {
      const { server, port } = await serve(echoing);
      const call = createHttpExchange()(requestTo(port, { headers: { 'idempotency-key': 'a\nb' } }));
      await expect(call).rejects.toMatchObject({ ...unsent, reason: 'failed' });
      expect(server.connections()).toBe(0);
    });
  });
});
