import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { guardClient } from '../../../../lib/platform/aws/guarded-client.ts';
import { createDocumentClient } from '../../../../lib/platform/dynamodb/dynamo-client.ts';
import { createDependencyPolicy } from '../../../../lib/platform/resilience/dependency-policy.ts';
import { aCall } from '../../../builders/a-call.ts';
import { stubCredentials } from '../../../harness/dynamodb/embedded-tables.ts';
import { startScriptedServer } from '../../../harness/dynamodb/scripted-server.ts';

type Answer = readonly [status: number, body: object] | 'hang';

const item: Answer = [200, { Item: { pk: { S: 'a' } } }];
const down: Answer = [500, { __type: 'InternalServerError' }];
const refused: Answer = [400, { __type: 'ConditionalCheckFailedException' }];

describe('guardClient', () => {
  let stop = async () => {};
  beforeAll(stubCredentials);
  afterEach(() => stop());

  /** A client behind a policy that tries three times, and the requests that reached its server. */
  const clientOf = async (...answers: readonly Answer[]) => {
    const asked: string[] = [];
    const server = await startScriptedServer(async (request, response) => {
      asked.push(Buffer.concat(await request.toArray()).toString());
      const answer = answers[asked.length - 1] ?? 'hang';
      if (answer === 'hang') return;
      response.writeHead(answer[0], { 'Content-Type': 'application/x-amz-json-1.0' });
      response.end(JSON.stringify(answer[1]));
    });
    const documents = createDocumentClient({ region: 'us-east-1', endpoint: server.endpoint });
    stop = async () => {
      documents.destroy();
      await server.stop();
    };
    const policy = createDependencyPolicy({
      name: 'dynamodb',
      isFailure: (failure) => (failure as Error).name === 'InternalServerError',
      tryTimeoutMs: 1_000,
      retry: { baseMs: 1, capMs: 1 },
    });
    const client = guardClient(documents, policy);
    const get = (options = aCall()) =>
      client.send(new GetCommand({ TableName: 'orders', Key: { pk: 'a' } }), options);
    return { get, asked, server };
  };

  it('passes the answer on', async () => {
    const { get, asked } = await clientOf(item);
    expect(await get()).toMatchObject({ Item: { pk: 'a' } });
    expect(asked).toHaveLength(1);
  });

  it('sends the same command again after a transient failure', async () => {
    const { get, asked } = await clientOf(down, item);
    expect(await get()).toMatchObject({ Item: { pk: 'a' } });
    expect(asked[1]).toBe(asked[0]);
  });

  it('sends a command with a permanent failure once, and passes the failure on unchanged', async () => {
    const { get, asked } = await clientOf(refused);
    await expect(get()).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
    expect(asked).toHaveLength(1);
  });

  it('aborts an attempt that takes too long, and sends another', async () => {
    const { get, asked, server } = await clientOf('hang', item);
    expect(await get()).toMatchObject({ Item: { pk: 'a' } });
    expect(asked).toHaveLength(2);
    await vi.waitUntil(() => server.openSockets() <= 1);
  });

  it('sends nothing for a caller that has aborted', async () => {
    const { get, asked } = await clientOf(item);
    await expect(get(aCall({ signal: AbortSignal.abort() }))).rejects.toMatchObject({ code: 'SYS-003' });
    expect(asked).toEqual([]);
  });

  it('ends its request when its caller aborts', async () => {
    const { get, server } = await clientOf('hang');
    const controller = new AbortController();
    const sending = get(aCall({ signal: controller.signal }));
    await vi.waitUntil(() => server.openSockets() === 1);
    controller.abort();
    await expect(sending).rejects.toMatchObject({ code: 'SYS-003' });
    await vi.waitUntil(() => server.openSockets() === 0);
  });
});
