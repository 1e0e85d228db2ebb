import { Agent, type IncomingHttpHeaders, type IncomingMessage, request as sendRequest } from 'node:http';
import type { HttpResponse } from '../http/http-response.ts';
import type { Attributes } from './conflicts/written-items.ts';

/** A request in DynamoDB's protocol, as it was received. */
interface ReceivedRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

/** Connections to a database, which are kept. */
export interface DatabaseConnection {
  send(request: ReceivedRequest, body: Buffer): Promise<HttpResponse>;
  /** Reads an item, strongly consistent. */
  readItem(table: string, key: Attributes): Promise<Attributes | undefined>;
  close(): void;
}

const readAll = (answer: IncomingMessage): Promise<HttpResponse> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    answer.on('data', (chunk: Buffer) => chunks.push(chunk));
    answer.on('error', reject);
    answer.on('end', () => {
      const { 'transfer-encoding': _framing, connection: _connection, ...headers } = answer.headers;
      resolve({
        status: answer.statusCode ?? 502,
        headers: headers as HttpResponse['headers'],
        body: Buffer.concat(chunks),
      });
    });
  });

const getItem: ReceivedRequest = {
  method: 'POST',
  headers: {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': 'DynamoDB_20120810.GetItem',
    // The embedded database demands the form of a signature.
    'x-amz-date': '20000101T000000Z',
    authorization:
      'AWS4-HMAC-SHA256 Credential=local/20000101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
  },
};

/** @param endpoint URL of the database. */
export const connectToDatabase = (endpoint: string): DatabaseConnection => {
  const agent = new Agent({ keepAlive: true });
  const { hostname, port } = new URL(endpoint);

  const send: DatabaseConnection['send'] = ({ method = 'POST', url = '/', headers }, body) =>
    new Promise((resolve, reject) => {
      const onward = sendRequest({
        agent,
        hostname,
        port,
        path: url,
        method,
        headers: { ...headers, 'content-length': body.byteLength },
      });
      onward.on('response', (answer) => readAll(answer).then(resolve, reject));
      onward.on('error', reject);
      onward.end(body);
    });

  return {
    send,
    async readItem(TableName, Key) {
      const { status, body } = await send(
        getItem,
        Buffer.from(JSON.stringify({ TableName, Key, ConsistentRead: true })),
      );
      if (status !== 200)
        throw new Error(`The database did not read an item of ${TableName}: ${String(body)}`);
      return (JSON.parse(String(body)) as { readonly Item?: Attributes }).Item;
    },
    close: () => agent.destroy(),
  };
};
