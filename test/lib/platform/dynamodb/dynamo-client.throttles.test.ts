import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { isAwsOutage, isRetryableAwsFailure } from '../../../../lib/platform/aws/aws-failure.ts';
import { createDocumentClient, createDynamoClient } from '../../../../lib/platform/dynamodb/dynamo-client.ts';
import { batchGet } from '../../../../lib/platform/dynamodb/read-items.ts';
import { transactWrite } from '../../../../lib/platform/dynamodb/write-items.ts';
import { createDependencyPolicy } from '../../../../lib/platform/resilience/dependency-policy.ts';
import { retryPromptly } from '../../../doubles/prompt-retry.ts';
import { calmly, stubCredentials } from '../../../harness/dynamodb/embedded-tables.ts';
import { startScriptedServer } from '../../../harness/dynamodb/scripted-server.ts';

const type = (name: string) => ({ __type: `com.amazonaws.dynamodb.v20120810#${name}` });
const cancelled = (...codes: readonly string[]) => ({
  ...type('TransactionCanceledException'),
  CancellationReasons: codes.map((Code) => ({ Code })),
});
const key = { pk: 'a', sk: 'b' };

describe('createDynamoClient', () => {
  let stop = async () => {};
  beforeAll(stubCredentials);
  afterEach(() => stop());

  /** A client of a server that gives these answers in turn, and then an empty one. */
  const clientOf = async (...answers: readonly object[]) => {
    let asked = 0;
    const server = await startScriptedServer(async (request, response) => {
      await request.toArray();
      const answer = answers[asked] ?? {};
      asked += 1;
      response.writeHead('__type' in answer ? 400 : 200, { 'Content-Type': 'application/x-amz-json-1.0' });
      response.end(JSON.stringify(answer));
    });
    const documents = createDocumentClient({ region: 'us-east-1', endpoint: server.endpoint });
    const policy = createDependencyPolicy({
      name: 'dynamodb',
      isFailure: isAwsOutage,
      isRetryable: isRetryableAwsFailure,
      tryTimeoutMs: 5_000,
      retry: { baseMs: 1, capMs: 1 },
    });
    let throttled = 0;
    const client = createDynamoClient(documents, policy, {
      retry: retryPromptly,
      onConflict: () => {},
      onThrottled: () => {
        throttled += 1;
      },
    });
    stop = async () => {
      documents.destroy();
      await server.stop();
    };
    return { client, throttled: () => throttled };
  };

  it.each(['ThrottlingException', 'ProvisionedThroughputExceededException', 'RequestLimitExceeded'])(
    'counts each attempt that ends with %s, also when a later one succeeds',
    async (name) => {
      const { client, throttled } = await clientOf(type(name), type(name));
      await client.send(new GetCommand({ TableName: 'orders', Key: key }), calmly);
      expect(throttled()).toBe(2);
    },
  );

  it.each([
    ['once for a transaction with throttled actions', cancelled('ThrottlingError', 'ThrottlingError'), 1],
    ['a throttled action beside a conflict', cancelled('TransactionConflict', 'ThrottlingError'), 1],
    ['no conflict', cancelled('None', 'TransactionConflict'), 0],
    ['no internal error', type('InternalServerError'), 0],
  ])('counts %s', async (_, answer, expected) => {
    const { client, throttled } = await clientOf(answer);
    const put = { Put: { TableName: 'orders', Item: key } };
    await transactWrite(client, [put, put], calmly);
    expect(throttled()).toBe(expected);
  });

  it('counts an answer without some of the keys', async () => {
    const rest = { orders: { Keys: [{ pk: { S: 'a' }, sk: { S: 'b' } }] } };
    const { client, throttled } = await clientOf(
      { Responses: { orders: [] }, UnprocessedKeys: rest },
      { Responses: { orders: [] }, UnprocessedKeys: {} },
    );
    await batchGet({ client, tableName: 'orders' }, [key], calmly);
    expect(throttled()).toBe(1);
  });
});
