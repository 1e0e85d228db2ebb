import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { isAwsOutage, isRetryableAwsFailure } from '../../../../lib/platform/aws/aws-failure.ts';
import { createDocumentClient, createDynamoClient } from '../../../../lib/platform/dynamodb/dynamo-client.ts';
import { transactWrite, type WriteAction } from '../../../../lib/platform/dynamodb/write-items.ts';
import { createDependencyPolicy } from '../../../../lib/platform/resilience/dependency-policy.ts';
import { calmly, stubCredentials, useEmbeddedTables } from '../../../harness/dynamodb/embedded-tables.ts';
import { startScriptedServer } from '../../../harness/dynamodb/scripted-server.ts';

const json = { 'Content-Type': 'application/x-amz-json-1.0' };

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** How a server ends a request: with an answer, or by cutting the line. */
type Answering = (request: { body: string; headers: Headers }, n: number) => Promise<Answer | undefined>;

const cancelled = (reasons: readonly Record<string, unknown>[]): Answer => ({
  status: 400,
  body: JSON.stringify({
    __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
    Message: 'Transaction cancelled',
    CancellationReasons: reasons,
  }),
});

const write: WriteAction = { Put: { TableName: 'orders', Item: { pk: 'a', sk: 'b' } } };
const conflict = { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' };
const none = { Code: 'None' };

/** Retries once at any budget. */
const patientPolicy = () =>
  createDependencyPolicy({
    name: 'dynamodb',
    isFailure: isAwsOutage,
    isRetryable: isRetryableAwsFailure,
    tryTimeoutMs: 5_000,
    retry: { maxAttempts: 2, baseMs: 1, capMs: 1 },
  });

describe('transactWrite', () => {
  const emptyTable = useEmbeddedTables();
  let stop = async () => {};
  beforeAll(stubCredentials);
  afterEach(() => stop());

  /** A client of a server with given answers, and the tokens of all requests that the server got. */
  const clientOf = async (answering: Answering) => {
    const tokens: string[] = [];
    const server = await startScriptedServer(async (request, response) => {
      const body = Buffer.concat(await request.toArray()).toString();
      const { ClientRequestToken } = JSON.parse(body) as { ClientRequestToken: string };
      tokens.push(ClientRequestToken);
      const headers = new Headers(
        ['authorization', 'content-type', 'x-amz-date', 'x-amz-target'].map((name) => [
          name,
          String(request.headers[name]),
        ]),
      );
      const answer = await answering({ body, headers }, tokens.length);
      if (answer) response.writeHead(answer.status, json).end(answer.body);
      else response.destroy();
    });
    const plain = createDocumentClient({ region: 'us-east-1', endpoint: server.endpoint });
    const client = createDynamoClient(plain, patientPolicy());
    stop = async () => {
      plain.destroy();
      await server.stop();
    };
    return { client, tokens };
  };

  const done = { status: 200, body: '{}' };
  const failed = { status: 500, body: '{"__type":"InternalServerError"}' };

  it('keeps its token when it is sent again, and has another the next time', async () => {
    const { client, tokens } = await clientOf(async (_, n) => (n === 1 ? failed : done));
    await transactWrite(client, [write], calmly);
    await transactWrite(client, [write], calmly);
    const [first, again, other] = tokens;
    expect(tokens).toHaveLength(3);
    expect(first).toMatch(/^[0-9a-f-]{36}$/);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it('is done once when its answer was lost on the way', async () => {
    const { documents, tableName } = await emptyTable();
    const Key = { pk: 'a', sk: 'b' };
    await documents.send(new PutCommand({ TableName: tableName, Item: { ...Key, available: 5 } }));
    const endpoint = await documents.config.endpoint?.();
    const url = `http://${endpoint?.hostname}:${endpoint?.port}`;
    const { client, tokens } = await clientOf(async (request, n) => {
      const answer = await fetch(url, { method: 'POST', ...request });
      return n === 1 ? undefined : { status: answer.status, body: await answer.text() };
    });
    const take: WriteAction = {
      Update: {
        TableName: tableName,
        Key,
        UpdateExpression: 'SET available = available - :one',
        ConditionExpression: 'available >= :one',
        ExpressionAttributeValues: { ':one': 1 },
      },
    };
    expect(await transactWrite(client, [take], calmly)).toEqual([]);
    expect(tokens).toHaveLength(2);
    const { Item } = await documents.send(new GetCommand({ TableName: tableName, Key }));
    expect(Item?.['available']).toBe(4);
  });

  it.each([
    ['the table is too busy', [{ Code: 'ThrottlingError' }, none]],
    ['the items are too busy', [{ Code: 'ProvisionedThroughputExceeded' }]],
  ])('is SYS-002, to be tried again, when %s', async (_, reasons) => {
    const { client } = await clientOf(async () => cancelled(reasons));
    await expect(transactWrite(client, [write, write], calmly)).rejects.toMatchObject({
      code: 'SYS-002',
    });
  });

  it('names the actions whose conditions failed, with their items, also beside other reasons', async () => {
    const Item = { pk: { S: 'a' }, available: { N: '3' }, lines: { L: [{ M: { free: { BOOL: true } } }] } };
    const reasons = [
      none,
      { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed', Item },
      conflict,
      { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' },
    ];
    const { client } = await clientOf(async () => cancelled(reasons));
    expect(await transactWrite(client, [write], calmly)).toEqual([
      { index: 1, item: { pk: 'a', available: 3, lines: [{ free: true }] } },
      { index: 3 },
    ]);
  });

  it('passes on a cancellation for an invalid action', async () => {
    const { client, tokens } = await clientOf(async () => cancelled([{ Code: 'ValidationError' }]));
    await expect(transactWrite(client, [write], calmly)).rejects.toMatchObject({
      name: 'TransactionCanceledException',
    });
    expect(tokens).toHaveLength(1);
  });

  it('sends nothing that does not fit one transaction', async () => {
    const { client, tokens } = await clientOf(async () => done);
    const writes = Array.from({ length: 101 }, () => write);
    await expect(transactWrite(client, writes, calmly)).rejects.toThrow(RangeError);
    expect(await transactWrite(client, writes.slice(1), calmly)).toEqual([]);
    expect(tokens).toHaveLength(1);
  });
});
