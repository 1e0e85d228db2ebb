import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { isAwsOutage, isRetryableAwsFailure } from '../../../../lib/platform/aws/aws-failure.ts';
import { createDocumentClient, createDynamoClient } from '../../../../lib/platform/dynamodb/dynamo-client.ts';
import {
  transactWrite,
  transactWriteOnce,
  type WriteAction,
} from '../../../../lib/platform/dynamodb/write-items.ts';
import { createDependencyPolicy } from '../../../../lib/platform/resilience/dependency-policy.ts';
import { retryPromptly } from '../../../doubles/prompt-retry.ts';
import { calmly, stubCredentials } from '../../../harness/dynamodb/embedded-tables.ts';
import { startScriptedServer } from '../../../harness/dynamodb/scripted-server.ts';

const write: WriteAction = { Put: { TableName: 'orders', Item: { pk: 'a', sk: 'b' } } };
const update = new UpdateCommand({ TableName: 'orders', Key: { pk: 'a', sk: 'b' } });

const cancelled = {
  __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
  Message: 'Transaction cancelled',
  CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }],
};
const conflict = { __type: 'com.amazonaws.dynamodb.v20120810#TransactionConflictException' };
const inProgress = { __type: 'com.amazonaws.dynamodb.v20120810#TransactionInProgressException' };
const outage = { __type: 'com.amazonaws.dynamodb.v20120810#InternalServerError' };

describe('createDynamoClient', () => {
  let stop = async () => {};
  beforeAll(stubCredentials);
  afterEach(() => stop());

  /** A client of a server that gives these answers in turn, and then succeeds; its circuit opens at the first failure. */
  const clientOf = async (...answers: readonly object[]) => {
    const tokens: unknown[] = [];
    const server = await startScriptedServer(async (request, response) => {
      const body = Buffer.concat(await request.toArray()).toString();
      const answer = answers[tokens.push(JSON.parse(body).ClientRequestToken) - 1];
      response.writeHead(answer ? 400 : 200, { 'Content-Type': 'application/x-amz-json-1.0' });
      response.end(JSON.stringify(answer ?? {}));
    });
    const documents = createDocumentClient({ region: 'us-east-1', endpoint: server.endpoint });
    const policy = createDependencyPolicy({
      name: 'dynamodb',
      isFailure: isAwsOutage,
      isRetryable: isRetryableAwsFailure,
      tryTimeoutMs: 5_000,
      retry: { budget: { initialRetries: 1 }, baseMs: 1, capMs: 1 },
      circuit: { failuresToOpen: 1 },
    });
    let conflicts = 0;
    const client = createDynamoClient(documents, policy, {
      retry: retryPromptly,
      onConflict: () => {
        conflicts += 1;
      },
    });
    stop = async () => {
      documents.destroy();
      await server.stop();
    };
    return { client, policy, tokens, conflicts: () => conflicts };
  };

  it.each([
    ['a cancelled transaction', cancelled],
    ['a transaction whose first request is in progress', inProgress],
  ])('sends %s again with its token until it succeeds, and counts each conflict', async (_, answer) => {
    const { client, policy, tokens, conflicts } = await clientOf(...Array.from({ length: 12 }, () => answer));
    expect(await transactWrite(client, [write, write], calmly)).toEqual([]);
    expect(tokens).toHaveLength(13);
    expect(new Set(tokens).size).toBe(1);
    expect(conflicts()).toBe(12);
    expect(await policy.state()).toBe('closed');
  });

  it('sends a single write again after a conflict', async () => {
    const { client, tokens } = await clientOf(conflict, conflict);
    await client.send(update, calmly);
    expect(tokens).toHaveLength(3);
  });

  it('keeps the retry budget for outages', async () => {
    const { client, tokens } = await clientOf(cancelled, cancelled, cancelled, outage);
    await transactWrite(client, [write, write], calmly);
    expect(tokens).toHaveLength(5);
  });

  it('is SYS-004 when conflicts last', async () => {
    const { client, policy } = await clientOf(...Array.from({ length: 1_000 }, () => conflict));
    await expect(client.send(update, calmly)).rejects.toMatchObject({
      code: 'SYS-004',
      retryAfterSeconds: 1,
    });
    expect(await policy.state()).toBe('closed');
  });

  it('ends its retries with those of the loop around it', async () => {
    const { client, tokens } = await clientOf(conflict);
    await expect(client.send(update, { ...calmly, conflictDeadline: 0 })).rejects.toMatchObject({
      code: 'SYS-004',
    });
    expect(tokens).toHaveLength(1);
  });

  describe('when the caller retries by itself', () => {
    it('names the actions in conflict', async () => {
      const { client, tokens } = await clientOf(cancelled);
      await expect(transactWriteOnce(client, [write, write], calmly)).rejects.toMatchObject({ actions: [1] });
      expect(tokens).toHaveLength(1);
    });

    it('gets the result of a transaction in progress by its token', async () => {
      const { client, tokens } = await clientOf(inProgress, inProgress);
      expect(await transactWriteOnce(client, [write, write], calmly)).toEqual([]);
      expect(new Set(tokens).size).toBe(1);
      expect(tokens).toHaveLength(3);
    });
  });
});
