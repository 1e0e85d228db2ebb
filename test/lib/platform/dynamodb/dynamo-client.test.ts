import type { RequestListener } from 'node:http';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createDocumentClient } from '../../../../lib/platform/dynamodb/dynamo-client.ts';
import { startStopwatch } from '../../../harness/busy-machine.ts';
import { stubCredentials } from '../../../harness/dynamodb/embedded-tables.ts';
import { startScriptedServer } from '../../../harness/dynamodb/scripted-server.ts';

const command = () => new GetCommand({ TableName: 'orders', Key: { pk: 'a', sk: 'b' } });
const hanging: RequestListener = () => {};
const stalling: RequestListener = (_, response) => {
  response.writeHead(200, { 'Content-Type': 'application/x-amz-json-1.0', 'Content-Length': '100' });
  response.write('{"Item"');
};

describe('the DynamoDB client', () => {
  let stop = async () => {};
  beforeAll(stubCredentials);
  afterEach(() => stop());
  afterAll(() => {
    vi.unstubAllEnvs();
  });

  const connectTo = async (listener: RequestListener) => {
    const server = await startScriptedServer(listener);
    const client = createDocumentClient({ region: 'us-east-1', endpoint: server.endpoint });
    stop = async () => {
      client.destroy();
      await server.stop();
    };
    return { server, client };
  };

  describe.concurrent('when the server never answers', () => {
    it('ends in bounded time', async (context) => {
      const { expect } = context;
      const server = await startScriptedServer(hanging);
      const client = createDocumentClient({ region: 'us-east-1', endpoint: server.endpoint });
      const stopwatch = startStopwatch();
      await expect(client.send(command())).rejects.toMatchObject({ name: 'TimeoutError' });
      const duration = stopwatch.stop();
      expect(server.connections()).toBe(1);
      await vi.waitUntil(() => server.openSockets() === 0);
      client.destroy();
      await server.stop();
      duration.judge(context, (elapsedMs) => expect(elapsedMs).toBeLessThan(3_000));
    });
  });

  it.for([
    ['hangs', hanging],
    ['stalls in the middle of its answer', stalling],
  ] as const)(
    'ends at once when a call is aborted while the server %s, and leaves no socket open',
    async ([, listener], context) => {
      const { server, client } = await connectTo(listener);
      const deadline = new AbortController();
      const call = client.send(command(), { abortSignal: deadline.signal });
      await vi.waitUntil(() => server.openSockets() === 1);
      const stopwatch = startStopwatch();
      deadline.abort();
      await expect(call).rejects.toMatchObject({ name: 'AbortError' });
      const duration = stopwatch.stop();
      await vi.waitUntil(() => server.openSockets() === 0);
      expect(server.connections()).toBe(1);
      duration.judge(context, (elapsedMs) => expect(elapsedMs).toBeLessThan(500));
    },
  );

  it('makes one attempt', async () => {
    let asked = 0;
    const { client } = await connectTo((_, response) => {
      asked += 1;
      response.writeHead(500, { 'Content-Type': 'application/x-amz-json-1.0' }).end('{}');
    });
    await expect(client.send(command())).rejects.toMatchObject({ $metadata: { attempts: 1 } });
    expect(asked).toBe(1);
  });

  it('keeps its connection between calls', async () => {
    const { server, client } = await connectTo((_, response) => {
      response.writeHead(200, { 'Content-Type': 'application/x-amz-json-1.0' }).end('{}');
    });
    for (let n = 0; n < 3; n++) await client.send(command());
    expect(server.connections()).toBe(1);
  });
});
