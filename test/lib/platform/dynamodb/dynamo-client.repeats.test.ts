import { GetCommand, PutCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createDynamoMetricsStore } from '../../../../lib/metrics/dynamo-metrics-store.ts';
import { isAwsOutage } from '../../../../lib/platform/aws/aws-failure.ts';
import {
  createDocumentClient,
  createDynamoClient,
  type DynamoClient,
} from '../../../../lib/platform/dynamodb/dynamo-client.ts';
import { createDependencyPolicy } from '../../../../lib/platform/resilience/dependency-policy.ts';
import { calmly, stubCredentials } from '../../../harness/dynamodb/embedded-tables.ts';
import { startScriptedServer } from '../../../harness/dynamodb/scripted-server.ts';

const TableName = 'orders';
const Key = { pk: 'a', sk: 'b' };

describe('the DynamoDB client when the answer to a write is lost', () => {
  let stop = async () => {};
  beforeAll(stubCredentials);
  afterEach(() => stop());

  /** A client whose first answer is lost: the server did what was asked, and fails. */
  const connect = async () => {
    const asked: string[] = [];
    const server = await startScriptedServer(async (request, response) => {
      asked.push(Buffer.concat(await request.toArray()).toString());
      response.writeHead(asked.length === 1 ? 500 : 200, { 'Content-Type': 'application/x-amz-json-1.0' });
      response.end('{}');
    });
    const documents = createDocumentClient({ region: 'us-east-1', endpoint: server.endpoint });
    stop = async () => {
      documents.destroy();
      await server.stop();
    };
    const policy = createDependencyPolicy({
      name: 'dynamodb',
      isFailure: isAwsOutage,
      tryTimeoutMs: 10_000,
      retry: { baseMs: 1, capMs: 1 },
    });
    return { client: createDynamoClient(documents, policy), asked };
  };

  it('does not send an update without a condition again', async () => {
    const { client, asked } = await connect();
    const add = new UpdateCommand({ TableName, Key, UpdateExpression: 'ADD units :one' });
    await expect(client.send(add, calmly)).rejects.toMatchObject({ code: 'SYS-002' });
    expect(asked).toHaveLength(1);
  });

  it.each<[string, (client: DynamoClient) => Promise<unknown>]>([
    ['a read', (client) => client.send(new GetCommand({ TableName, Key }), calmly)],
    [
      'an item that replaces another',
      (client) => client.send(new PutCommand({ TableName, Item: Key }), calmly),
    ],
    [
      'an update with a condition',
      (client) =>
        client.send(new UpdateCommand({ TableName, Key, ConditionExpression: 'revision = :one' }), calmly),
    ],
    [
      'a transaction with a token',
      (client) =>
        client.send(
          new TransactWriteCommand({
            TransactItems: [{ Put: { TableName, Item: Key } }],
            ClientRequestToken: 'token-1',
          }),
          calmly,
        ),
    ],
    [
      'what the aggregator adds to the totals, as the same transaction',
      (client) =>
        createDynamoMetricsStore({ client, tableName: 'metrics' }).grow(
          { fn: 'create-order', env: 'env-1' },
          { 'ml|duplicate': 1 },
          calmly,
        ),
    ],
  ])('sends %s again', async (_, send) => {
    const { client, asked } = await connect();
    await send(client);
    expect(asked).toHaveLength(2);
    expect(asked[1]).toBe(asked[0]);
  });
});
