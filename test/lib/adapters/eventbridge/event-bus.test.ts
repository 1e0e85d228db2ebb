import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  createEventBridgeClient,
  createEventBusHealthCheck,
} from '../../../../lib/adapters/eventbridge/event-bus.ts';
import { calmly, stubCredentials } from '../../../harness/dynamodb/embedded-tables.ts';
import { startScriptedServer } from '../../../harness/dynamodb/scripted-server.ts';

describe('the event bus health check', () => {
  let stop = async () => {};
  beforeAll(stubCredentials);
  afterEach(() => stop());

  const checkAgainst = async (status: number, body: object) => {
    const asked: unknown[] = [];
    const server = await startScriptedServer(async (request, response) => {
      const chunks = await request.toArray();
      asked.push(request.headers['x-amz-target'], JSON.parse(Buffer.concat(chunks).toString()));
      response.writeHead(status, { 'Content-Type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
    });
    const client = createEventBridgeClient({ region: 'us-east-1', endpoint: server.endpoint });
    stop = async () => {
      client.destroy();
      await server.stop();
    };
    return { check: createEventBusHealthCheck(client, 'orders'), asked };
  };

  it('passes when the bus exists', async () => {
    const { check, asked } = await checkAgainst(200, { Name: 'orders' });
    expect(check.name).toBe('event-bus');
    await expect(check.check(calmly)).resolves.toBeUndefined();
    expect(asked).toEqual(['AWSEvents.DescribeEventBus', { Name: 'orders' }]);
  });

  it('fails when there is no such bus', async () => {
    const { check } = await checkAgainst(400, { __type: 'ResourceNotFoundException' });
    await expect(check.check(calmly)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});
