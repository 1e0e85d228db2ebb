import { DescribeEventBusCommand, EventBridgeClient, ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEventBus } from '../../../local/event-bus/event-bus.ts';
import { type HttpServer, startHttpServer } from '../../../local/http/http-server.ts';

describe('createEventBus, called by the SDK', () => {
  let server: HttpServer;
  let client: EventBridgeClient;

  beforeAll(async () => {
    server = await startHttpServer(createEventBus(['orders']), 0);
    client = new EventBridgeClient({
      endpoint: server.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      maxAttempts: 1,
    });
  });
  afterAll(async () => {
    client.destroy();
    await server.close(0);
  });

  const arn = 'arn:aws:events:us-east-1:123456789012:event-bus/orders';

  it.each(['orders', arn])('describes the bus %s', async (Name) => {
    expect(await client.send(new DescribeEventBusCommand({ Name }))).toMatchObject({
      Name: 'orders',
      Arn: arn,
    });
  });

  it('does not find a bus that is not there', async () => {
    await expect(client.send(new DescribeEventBusCommand({ Name: 'other' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Event bus other does not exist.',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('asks for the default bus when none is named', async () => {
    await expect(client.send(new DescribeEventBusCommand({}))).rejects.toThrow('Event bus default does not');
  });

  it('refuses operations that it does not know', async () => {
    await expect(client.send(new ListRulesCommand({}))).rejects.toMatchObject({
      name: 'UnknownOperationException',
    });
  });
});
