import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { orderService } from '../order-service-declaration.ts';

/** A fault of commits to the customers' table. Reads and counters keep working. */
export type DatabaseFault = { readonly kind: 'slow'; readonly ms: number } | { readonly kind: 'failing' };

export interface DatabaseProxy {
  readonly url: string;
  /** Without an argument: ends the fault. */
  setFault(fault?: DatabaseFault): void;
  close(): Promise<void>;
}

const tableOfCommits = new RegExp(`"TableName":"[\\w-]+-${orderService.customers.table}"`);

const writesTable = (body: Buffer): boolean => tableOfCommits.test(body.toString('latin1'));

const isCommit = ({ headers }: IncomingMessage): boolean =>
  String(headers['x-amz-target']).endsWith('.TransactWriteItems');

const readAll = async (stream: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

const refuse = (response: ServerResponse): void => {
  response.writeHead(500, { 'content-type': 'application/x-amz-json-1.0' });
  response.end(
    JSON.stringify({ __type: 'com.amazonaws.dynamodb.v20120810#InternalServerError', message: 'game day' }),
  );
};

const passOn = (target: string, incoming: IncomingMessage, body: Buffer, response: ServerResponse): void => {
  const { method = 'POST', url = '/', headers } = incoming;
  const onward = request(new URL(url, target), { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  onward.end(body);
};

/**
 * Starts a proxy between the service and its database that can delay or refuse commits to the customers' table.
 * @param pause waits for some milliseconds.
 */
export const startDatabaseProxy = async (
  target: string,
  pause: (ms: number) => Promise<void> = sleep,
): Promise<DatabaseProxy> => {
  let fault: DatabaseFault | undefined;
  const server = createServer(async (incoming, response) => {
    const body = await readAll(incoming).catch(() => undefined);
    if (body === undefined) return response.destroy();
    if (fault !== undefined && isCommit(incoming) && writesTable(body)) {
      if (fault.kind === 'failing') return refuse(response);
      await pause(fault.ms);
    }
    return passOn(target, incoming, body, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    setFault(next) {
      fault = next;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
