import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createEventBridgeClient } from '../../../../lib/adapters/eventbridge/event-bus.ts';
import { createEventBridgeCanaryPublisher } from '../../../../lib/adapters/eventbridge/eventbridge-canary-publisher.ts';
import { busRules } from '../../../../lib/contract/bus-rules.ts';
import { guardClient } from '../../../../lib/platform/aws/guarded-client.ts';
import { directPolicy } from '../../../doubles/direct-policy.ts';
import { calmly, stubCredentials } from '../../../harness/dynamodb/embedded-tables.ts';
import { startScriptedServer } from '../../../harness/dynamodb/scripted-server.ts';

const canary = { id: 'canary-1', sentAt: '2026-07-01T12:00:00.000Z' };

describe('the EventBridge publisher of canaries', () => {
  let stop = async () => {};
  beforeAll(stubCredentials);
  afterEach(() => stop());

  const publishTo = async (status: number, body: object) => {
    const requests: { Entries: Record<string, unknown>[] }[] = [];
    const server = await startScriptedServer(async (request, response) => {
      requests.push(JSON.parse(Buffer.concat(await request.toArray()).toString()));
      response.writeHead(status, { 'Content-Type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
    });
    const client = createEventBridgeClient({ region: 'us-east-1', endpoint: server.endpoint });
    stop = async () => {
      client.destroy();
      await server.stop();
    };
    const publication = await createEventBridgeCanaryPublisher({
      client: guardClient(client, directPolicy),
      busName: 'orders',
    }).publish(canary, calmly);
    return { publication, requests };
  };

  it('sends one event that the canary’s rule lets through', async () => {
    const { publication, requests } = await publishTo(200, {
      FailedEntryCount: 0,
      Entries: [{ EventId: 'event-1' }],
    });
    expect(publication).toEqual({ outcome: 'accepted' });
    const { source, 'detail-type': detailType } = busRules['delivery-canary'].pattern;
    expect(requests).toEqual([
      {
        Entries: [
          expect.objectContaining({
            EventBusName: 'orders',
            Source: source[0],
            DetailType: detailType[0],
            Detail: JSON.stringify({ canaryId: 'canary-1', sentAt: canary.sentAt }),
          }),
        ],
      },
    ]);
  });

  it('reports that the bus did not accept it', async () => {
    const { publication } = await publishTo(200, {
      FailedEntryCount: 1,
      Entries: [{ ErrorCode: 'InternalFailure', ErrorMessage: 'try again' }],
    });
    expect(publication).toEqual({ outcome: 'unavailable', code: 'InternalFailure' });
  });

  it('reports that the request failed', async () => {
    const { publication } = await publishTo(400, { __type: 'AccessDeniedException' });
    expect(publication).toMatchObject({ outcome: 'unavailable', code: 'AccessDeniedException' });
  });
});
