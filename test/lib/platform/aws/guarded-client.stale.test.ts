import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import {
  GetCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { isAwsOutage } from '../../../../lib/platform/aws/aws-failure.ts';
import { createDocumentClient, createDynamoClient } from '../../../../lib/platform/dynamodb/dynamo-client.ts';
import { createDependencyPolicy } from '../../../../lib/platform/resilience/dependency-policy.ts';
import { calmly, stubCredentials } from '../../../harness/dynamodb/embedded-tables.ts';
import { startScriptedServer } from '../../../harness/dynamodb/scripted-server.ts';

const Key = { pk: 'a', sk: 'b' };
const TransactItems: TransactWriteCommandInput['TransactItems'] = [
  { ConditionCheck: { TableName: 'orders', Key, ConditionExpression: 'attribute_exists(pk)' } },
];
const commands = {
  read: () => new GetCommand({ TableName: 'orders', Key }),
  conditional: () => new UpdateCommand({ TableName: 'orders', Key, ConditionExpression: 'revision = :one' }),
  transaction: () => new TransactWriteCommand({ TransactItems, ClientRequestToken: 'token-1' }),
  add: () => new UpdateCommand({ TableName: 'orders', Key, UpdateExpression: 'ADD units :one' }),
};

describe('guardClient after the server closed idle connections of a frozen environment', () => {
  let stop = async () => {};
  beforeAll(stubCredentials);
  afterEach(() => stop());

  /** A client with so many idle connections, all of them closed by the server. The client knows of no end yet. */
  const thawed = async (connections: number) => {
    const sockets = new Set<Socket>();
    let requests = 0;
    const server = await startScriptedServer(async (request, response) => {
      requests += 1;
      sockets.add(request.socket);
      await request.toArray();
      // All are asked at the same time, so that each takes a connection of its own.
      await pause(50);
      response.writeHead(200, { 'Content-Type': 'application/x-amz-json-1.0' }).end('{}');
    });
    const documents = createDocumentClient({ region: 'us-east-1', endpoint: server.endpoint });
    const policy = createDependencyPolicy({
      name: 'dynamodb',
      isFailure: isAwsOutage,
      tryTimeoutMs: 10_000,
      retry: { maxAttempts: 1 },
      circuit: { failuresToOpen: 1 },
    });
    const client = createDynamoClient(documents, policy);
    stop = async () => {
      documents.destroy();
      await server.stop();
    };
    const sendAll = (count: number, command: () => GetCommand | UpdateCommand | TransactWriteCommand) =>
      Promise.allSettled(Array.from({ length: count }, () => client.send(command() as GetCommand, calmly)));
    await sendAll(connections, commands.read);
    expect(server.connections()).toBe(connections);
    // Closed in this turn of the event loop: no event of it is processed before the next requests are sent.
    for (const socket of sockets) socket.destroy();
    const before = requests;
    return { policy, sendAll, requests: () => requests - before };
  };

  const outcomes = (results: readonly PromiseSettledResult<unknown>[]) => results.map(({ status }) => status);

  describe.each([1, 2, 8])('when %i calls are made in parallel', (calls) => {
    it.each(['read', 'conditional', 'transaction'] as const)(
      'sends a %s again, free of retries and circuit',
      async (kind) => {
        const { policy, sendAll, requests } = await thawed(8);
        expect(outcomes(await sendAll(calls, commands[kind]))).toEqual(
          Array.from({ length: calls }, () => 'fulfilled'),
        );
        expect(requests()).toBe(calls);
        expect(await policy.state()).toBe('closed');
      },
    );
  });

  it('does not send an addition again, which the server may have done', async () => {
    const { sendAll } = await thawed(1);
    expect(outcomes(await sendAll(1, commands.add))).toEqual(['rejected']);
  });
});
