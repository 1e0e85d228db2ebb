import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sku } from './warm-up-requests.ts';

/** The product of the warm-up requests as the table holds it. */
const product = {
  pk: { S: `PRODUCT#${sku}` },
  sk: { S: 'PRODUCT' },
  gsi1pk: { S: 'CATALOGUE' },
  gsi1sk: { S: sku },
  sku: { S: sku },
  name: { S: 'Tea' },
  unitPrice: { M: { amount: { N: '1999' }, currency: { S: 'USD' } } },
  version: { N: '1' },
  stockShards: { N: '1' },
  initialStock: { N: '1000' },
};

/** Answers by operation; each is complete for the client that reads it. */
const answers: Readonly<Record<string, (request: Record<string, object>) => object>> = {
  BatchGetItem: ({ RequestItems = {} }) => ({
    Responses: Object.fromEntries(Object.keys(RequestItems).map((table) => [table, [product]])),
    UnprocessedKeys: {},
  }),
  Query: ({ IndexName }) => (IndexName ? { Items: [product], Count: 1 } : { Items: [], Count: 0 }),
  PutEvents: () => ({ FailedEntryCount: 0, Entries: [{ EventId: '1' }] }),
};

export interface StandInAws {
  readonly endpoint: string;
  /** Names of the operations that were called, in order. */
  readonly operations: readonly string[];
  stop(): void;
}

/**
 * Starts a server that answers the calls of a function to DynamoDB and EventBridge: the tables hold one product and
 * every write succeeds.
 */
export const startStandInAws = async (): Promise<StandInAws> => {
  const operations: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const operation = String(request.headers['x-amz-target']).replace(/^.*\./, '');
    operations.push(operation);
    const body = answers[operation]?.(JSON.parse(String(Buffer.concat(chunks)) || '{}')) ?? {};
    response.writeHead(200, { 'Content-Type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    operations,
    endpoint: `http://127.0.0.1:${port}`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};
