import { Agent, type IncomingMessage, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Exchange } from '../../http/exchange.ts';
import type { HttpResponse } from '../../http/http-response.ts';
import { type HttpServer, startHttpServer } from '../../http/http-server.ts';
import { databaseUnreachable } from './conflict-answers.ts';
import { createConflictLayer } from './conflict-layer.ts';

export interface ConflictProxyOptions {
  /** URL of the database behind it. */
  readonly endpoint: string;
  /** How long a transaction holds its items at least. */
  readonly holdMs: number;
  readonly keyNamesOf: (table: string) => Promise<readonly string[]>;
}

/** More than the largest request that DynamoDB takes, 16 MB. */
const maxBodyBytes = 32 * 2 ** 20;

const operationOf = ({ headers }: IncomingMessage): string => {
  const [service, operation = ''] = String(headers['x-amz-target']).split('.');
  return service === 'DynamoDB_20120810' ? operation : '';
};

const readAll = async (answer: IncomingMessage): Promise<HttpResponse> => {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk);
  const { 'transfer-encoding': _framing, connection: _connection, ...headers } = answer.headers;
  return {
    status: answer.statusCode ?? 502,
    headers: headers as HttpResponse['headers'],
    body: Buffer.concat(chunks),
  };
};

/** Starts the layer of transaction conflicts in front of a database, at an address of its own. */
export const startConflictProxy = async ({
  endpoint,
  holdMs,
  keyNamesOf,
}: ConflictProxyOptions): Promise<HttpServer> => {
  const agent = new Agent({ keepAlive: true });
  const layer = createConflictLayer({ holdMs, keyNamesOf, now: Date.now, pause });

  const send = ({ method, url = '/', headers }: IncomingMessage, body: Buffer): Promise<HttpResponse> =>
    new Promise((resolve, reject) => {
      const onward = request(new URL(url, endpoint), {
        agent,
        ...(method !== undefined && { method }),
        headers: { ...headers, 'content-length': body.byteLength },
      });
      onward.on('response', (answer) => readAll(answer).then(resolve, reject));
      onward.on('error', reject);
      onward.end(body);
    });

  const handle = async (exchange: Exchange): Promise<HttpResponse> => {
    const body = await exchange.readBody(maxBodyBytes);
    if (body === undefined) return databaseUnreachable('the request is too large');
    try {
      return await layer(operationOf(exchange.request), body, () => send(exchange.request, body));
    } catch (error) {
      return databaseUnreachable(String(error));
    }
  };

  const server = await startHttpServer(handle, 0);
  return {
    ...server,
    async close(graceMs) {
      await server.close(graceMs);
      agent.destroy();
    },
  };
};
