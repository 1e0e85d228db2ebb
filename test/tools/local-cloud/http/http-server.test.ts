import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { type HttpResponse, textResponse } from '../../../../tools/local-cloud/http/http-response.ts';
import { type HttpServer, startHttpServer } from '../../../../tools/local-cloud/http/http-server.ts';

describe('startHttpServer', () => {
  let server: HttpServer;
  afterEach(() => server.close(0));

  it('listens on the loopback interface only', async () => {
    server = await startHttpServer(async () => textResponse(200, 'hi'), 0);
    expect(server.url).toBe(`http://127.0.0.1:${server.port}`);
    expect(await (await fetch(server.url)).text()).toBe('hi');
  });

  it('says that a port is taken', async () => {
    server = await startHttpServer(async () => textResponse(200, 'hi'), 0);
    await expect(startHttpServer(async () => textResponse(200, ''), server.port)).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });

  it('answers 500 when a response cannot be sent', async () => {
    const hostile: HttpResponse = { status: 200, headers: { 'x-a': 'b', 'x-split': 'a\r\nb' }, body: '' };
    const failures: unknown[] = [];
    server = await startHttpServer(
      async () => hostile,
      0,
      (cause) => failures.push(cause),
    );
    const answer = await fetch(server.url);
    expect(answer.status).toBe(500);
    expect(answer.headers.has('x-a')).toBe(false);
    expect(await answer.json()).toEqual({ message: 'Internal Server Error' });
    expect(failures).toEqual([expect.objectContaining({ code: 'ERR_INVALID_CHAR' })]);
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
