import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { ClientGoneError } from '../../../../tools/local-cloud/http/exchange.ts';
import { type HttpResponse, textResponse } from '../../../../tools/local-cloud/http/http-response.ts';
import { type HttpServer, startHttpServer } from '../../../../tools/local-cloud/http/http-server.ts';
import { openRaw } from '../../../harness/local-cloud/raw-client.ts';

describe('startHttpServer', () => {
  let server: HttpServer;
  afterEach(() => server.close(0));

  it('listens on the loopback interface only', async () => {
    server = await startHttpServer(async () => textResponse(200, 'hi'), 0);
    expect(server.url).toBe(`http://127.0.0.1:${server.port}`);
    expect(await (await fetch(server.url)).text()).toBe('hi');
  });

  it('reports a port that is in use', async () => {
    server = await startHttpServer(async () => textResponse(200, 'hi'), 0);
    await expect(startHttpServer(async () => textResponse(200, ''), server.port)).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });

  it('answers 500 when a response cannot be sent', async () => {
    const hostile: HttpResponse = { status: 200, headers: { 'x-a': 'b', 'x-split': 'a\r\nb' }, body: '' };
    const failures: unknown[] = [];
    server = await startHttpServer(async () => hostile, 0, {
      reportFailure: (cause) => failures.push(cause),
    });
    const answer = await fetch(server.url);
    expect(answer.status).toBe(500);
    expect(answer.headers.has('x-a')).toBe(false);
    expect(await answer.json()).toEqual({ message: 'Internal Server Error' });
    expect(failures).toEqual([expect.objectContaining({ code: 'ERR_INVALID_CHAR' })]);
  });

  describe('when a client closes its side of the connection', () => {
    const startSlow = async (allowHalfClosed: boolean) => {
      const arrived = Promise.withResolvers<void>();
      const closed = Promise.withResolvers<void>();
      server = await startHttpServer(
        async ({ request }) => {
          request.socket.once('end', closed.resolve);
          arrived.resolve();
          await closed.promise;
          return textResponse(200, 'done');
        },
        0,
        { allowHalfClosed },
      );
      const client = await openRaw(server.port, 'GET / HTTP/1.1\r\nHost: shop\r\n\r\n');
      await arrived.promise;
      client.closeHalf();
      return client.answer();
    };

    it('answers it nevertheless where that is allowed', async () => {
      expect(await startSlow(true)).toMatch(/^HTTP\/1\.1 200 OK\r\n.*done$/s);
    });

    it('counts it as gone elsewhere', async () => {
      expect(await startSlow(false)).toBe('');
    });
  });

  it.each([
    ['before it has sent its body', 'Content-Length: 9\r\n\r\n{'],
    ['after it has sent its body', 'Content-Length: 1\r\n\r\n{'],
  ])('reports no failure when a client hangs up %s', async (_, rest) => {
    const arrived = Promise.withResolvers<void>();
    const handled = Promise.withResolvers<unknown>();
    const failures: unknown[] = [];
    server = await startHttpServer(
      async ({ request, readBody }) => {
        const gone = new Promise((resolve) => request.socket.once('close', resolve));
        arrived.resolve();
        await gone;
        await readBody(100).catch((cause) => {
          handled.resolve(cause);
          throw cause;
        });
        return textResponse(200, '');
      },
      0,
      { reportFailure: (cause) => failures.push(cause) },
    );
    const client = await openRaw(server.port, `POST / HTTP/1.1\r\nHost: shop\r\n${rest}`);
    await arrived.promise;
    client.reset();
    expect(await handled.promise).toBeInstanceOf(ClientGoneError);
    expect(failures).toEqual([]);
  });

  describe('when it is closed', () => {
    const startHolding = async () => {
      const arrived = Promise.withResolvers<void>();
      const release = Promise.withResolvers<void>();
      server = await startHttpServer(async () => {
        arrived.resolve();
        await release.promise;
        return textResponse(200, 'done');
      }, 0);
      return { arrived: arrived.promise, release: release.resolve };
    };

    it('finishes the request in flight and accepts no other', async () => {
      const { arrived, release } = await startHolding();
      const agent = new Agent({ keepAlive: true });
      const sending = request(server.url, { agent }).end();
      await arrived;
      const closed = server.close(5_000);
      await expect(fetch(server.url)).rejects.toThrow();
      release();
      const [answer] = await once(sending, 'response');
      expect((await answer.toArray()).join('')).toBe('done');
      expect(answer.headers.connection).toBe('close');
      await closed;
    });

    it('cuts a request off that takes longer than the grace', async () => {
      const { arrived } = await startHolding();
      const answer = fetch(server.url);
      answer.catch(() => {});
      await arrived;
      await server.close(10);
      await expect(answer).rejects.toThrow();
    });
  });
});
