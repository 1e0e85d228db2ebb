import { afterEach, describe, expect, it } from 'vitest';
import { textResponse } from '../../../../tools/local-cloud/http/http-response.ts';
import { type HttpServer, startHttpServer } from '../../../../tools/local-cloud/http/http-server.ts';
import { openRaw } from '../../../harness/local-cloud/raw-client.ts';

const head = 'Host: shop\r\nConnection: close\r\n';

describe('answerRefusedRequests', () => {
  let server: HttpServer;
  afterEach(() => server.close(0));

  it.each([
    ['a line that is no request', 'NONSENSE\r\n\r\n', 400, 'Bad Request'],
    ['an unknown method', `FROB / HTTP/1.1\r\n${head}\r\n`, 400, 'Bad Request'],
    ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400, 'Bad Request'],
    ['the first bytes of TLS', '\u0016\u0003\u0001\u0000', 400, 'Bad Request'],
    ['a header without a valid name', `GET / HTTP/1.1\r\n${head}a b: c\r\n\r\n`, 400, 'Bad Request'],
    ['HTTP/1.1 without a host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'Bad Request'],
    [
      'two lengths of one body',
      `POST / HTTP/1.1\r\n${head}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
      'Bad Request',
    ],
    [
      'a chunk without a length',
      `POST / HTTP/1.1\r\n${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n`,
      400,
      'Bad Request',
    ],
    ['a tunnel', `CONNECT shop:443 HTTP/1.1\r\n${head}\r\n`, 400, 'Bad Request'],
    ['an unknown expectation', `GET / HTTP/1.1\r\n${head}Expect: magic\r\n\r\n`, 417, 'Expectation Failed'],
    [
      'headers that are too large',
      `GET / HTTP/1.1\r\n${head}X-Large: ${'a'.repeat(70_000)}\r\n\r\n`,
      431,
      'Request Header Fields Too Large',
    ],
  ])('answers %s with a message', async (_, request, status, message) => {
    server = await startHttpServer(async ({ readBody }) => {
      await readBody(100);
      return textResponse(200, 'served');
    }, 0);
    const client = await openRaw(server.port, request);
    const answer = await client.answer();
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} ${message}\\r\\n`));
    expect(answer).toMatch(/\r\ncontent-type: application\/json\r\n/);
    expect(answer.split('\r\n\r\n')[1]).toBe(JSON.stringify({ message }));
  });

  it('finishes the answer before, when a refused request follows', async () => {
    const release = Promise.withResolvers<void>();
    server = await startHttpServer(async () => {
      await release.promise;
      return textResponse(200, 'served');
    }, 0);
    const client = await openRaw(server.port, 'GET / HTTP/1.1\r\nHost: shop\r\n\r\nNONSENSE\r\n\r\n');
    release.resolve();
    expect(await client.answer()).toMatch(
      /^HTTP\/1\.1 200 OK.*servedHTTP\/1\.1 400 Bad Request.*"Bad Request"}$/s,
    );
  });
});
