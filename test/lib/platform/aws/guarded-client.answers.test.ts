import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { BatchGetCommand, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  createEventBridgeClient,
  guardEventBridgeClient,
} from '../../../../lib/adapters/eventbridge/event-bus.ts';
import { callAws, isAwsOutage } from '../../../../lib/platform/aws/aws-failure.ts';
import { createDocumentClient, createDynamoClient } from '../../../../lib/platform/dynamodb/dynamo-client.ts';
import { createDependencyPolicy } from '../../../../lib/platform/resilience/dependency-policy.ts';
import { createSecret } from '../../../../lib/platform/secrets/secret.ts';
import { calmly, stubCredentials } from '../../../harness/dynamodb/embedded-tables.ts';
import { startScriptedServer } from '../../../harness/dynamodb/scripted-server.ts';

const get = new GetCommand({ TableName: 'orders', Key: { pk: 'a', sk: 'b' } });
const query = new QueryCommand({ TableName: 'orders' });
const batch = new BatchGetCommand({ RequestItems: { orders: { Keys: [{ pk: 'a', sk: 'b' }] } } });
const put = new PutEventsCommand({ Entries: [] });

type Connection = { readonly region: string; readonly endpoint: string };
type Policy = ReturnType<typeof createDependencyPolicy>;
/** Makes a call to a dependency at an address. */
type Connect = (connection: Connection, policy: Policy) => () => Promise<unknown>;

const dynamo = (command: GetCommand) => (connection: Connection, policy: Policy) => () =>
  createDynamoClient(createDocumentClient(connection), policy).send(command, calmly);
const bus = (connection: Connection, policy: Policy) => () =>
  callAws('event-bus', calmly.signal, () =>
    guardEventBridgeClient(createEventBridgeClient(connection), policy).send(put, calmly),
  );
const secrets = (connection: Connection, policy: Policy) => () =>
  createSecret({ ...connection, arn: 'arn:secret', now: () => 0, policy: () => policy })(calmly);

const clients = {
  DynamoDB: dynamo(get),
  EventBridge: bus,
  'Secrets Manager': secrets,
};

describe('an answer that is not the service’s own', () => {
  let stop = async () => {};
  beforeAll(stubCredentials);
  afterEach(() => stop());

  /** A call to a server that always answers the same, through a circuit that opens at the second failure. */
  const prepare = async (connect: Connect, status: number, body: string) => {
    const server = await startScriptedServer(async (request, response) => {
      await request.toArray();
      response.writeHead(status, { 'Content-Type': 'application/x-amz-json-1.0' }).end(body);
    });
    stop = server.stop;
    const policy = createDependencyPolicy({
      name: 'dependency',
      isFailure: isAwsOutage,
      tryTimeoutMs: 10_000,
      retry: { maxAttempts: 1 },
      circuit: { failuresToOpen: 2 },
    });
    const ask = connect({ region: 'us-east-1', endpoint: server.endpoint }, policy);
    return { ask, policy };
  };

  const page = '<html>Welcome to the proxy</html>';
  const named = Object.entries(clients);
  it.each([
    ...named.map(([name, connect]) => ({ name, what: 'a page', connect, status: 200, body: page })),
    ...named.map(([name, connect]) => ({ name, what: 'a refusal page', connect, status: 403, body: page })),
    ...named.map(([name, connect]) => ({
      name,
      what: 'half an answer',
      connect,
      status: 200,
      body: '{"Ite',
    })),
    ...named.map(([name, connect]) => ({ name, what: 'a nameless error', connect, status: 400, body: '{}' })),
    {
      name: 'DynamoDB',
      what: 'an unknown value',
      connect: dynamo(get),
      status: 200,
      body: '{"Item":{"pk":5}}',
    },
    { name: 'DynamoDB', what: 'no items', connect: dynamo(query as never), status: 200, body: '{}' },
    { name: 'DynamoDB', what: 'no responses', connect: dynamo(batch as never), status: 200, body: '' },
    { name: 'EventBridge', what: 'no entries', connect: bus, status: 200, body: '{"Entries":5}' },
    { name: 'Secrets Manager', what: 'nothing', connect: secrets, status: 200, body: '{}' },
  ])(
    'is a failure of $name, SYS-002, and counts for the circuit: $what',
    async ({ connect, status, body }) => {
      const { ask, policy } = await prepare(connect, status, body);
      await expect(ask()).rejects.toMatchObject({ code: 'SYS-002' });
      expect(await policy.state()).toBe('closed');
      await expect(ask()).rejects.toMatchObject({ code: 'SYS-002' });
      expect(await policy.state()).toBe('open');
    },
  );

  it('is distinguished from a defect of the command itself', async () => {
    const unsendable = new GetCommand({ TableName: 'orders', Key: { pk: Symbol('a') } });
    const { ask, policy } = await prepare(dynamo(unsendable), 200, '{}');
    await expect(ask()).rejects.toThrow(TypeError);
    await expect(ask()).rejects.toThrow(TypeError);
    expect(await policy.state()).toBe('closed');
  });
});
