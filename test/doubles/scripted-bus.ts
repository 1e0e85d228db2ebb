import type { EventBus } from '../../lib/adapters/eventbridge/event-bus.ts';
import { createEventBridgeClient } from '../../lib/adapters/eventbridge/event-bus.ts';
import { guardClient } from '../../lib/platform/aws/guarded-client.ts';
import { awsAccount } from '../../tools/local-cloud/aws-account.ts';
import { startScriptedServer } from '../harness/dynamodb/scripted-server.ts';
import type { FaultOf } from '../lib/app/ports/event-publisher.contract.ts';
import { directPolicy } from './direct-policy.ts';

/** An entry as it is sent. */
export interface SentEntry {
  readonly EventBusName: string;
  readonly Source: string;
  readonly DetailType: string;
  readonly Detail: string;
  readonly Time: number;
}

interface Answer {
  readonly status: number;
  readonly body: object;
}

/** Other answer of the server, if any; `'cut'` ends the connection after the request was accepted. */
export type RequestFault = (entries: readonly SentEntry[], request: number) => Answer | 'cut' | undefined;

export const refusal = (type: string, status = 400): Answer => ({
  status,
  body: { __type: type, message: type },
});

const errorCodes: Partial<Record<string, string>> = {
  throttled: 'ThrottlingException',
  refused: 'MalformedDetail',
};

const eventIdOf = ({ Detail }: SentEntry) => (JSON.parse(Detail) as { eventId: string }).eventId;

/** A server that speaks `PutEvents` and fails as scripted, entry by entry or request by request. */
export const startScriptedBus = async (
  faultOf: FaultOf = () => undefined,
  requestFault: RequestFault = () => undefined,
) => {
  const requests: (readonly SentEntry[])[] = [];
  const accepted: string[] = [];
  const server = await startScriptedServer(async (request, response) => {
    const { Entries } = JSON.parse(Buffer.concat(await request.toArray()).toString()) as {
      Entries: readonly SentEntry[];
    };
    requests.push(Entries);
    const fault = requestFault(Entries, requests.length);
    const faults = Entries.map((entry) => faultOf(JSON.parse(entry.Detail)));
    const answers = Entries.map((entry, index) => {
      const code = errorCodes[faults[index] ?? ''];
      if (code !== undefined) return { ErrorCode: code, ErrorMessage: code };
      if (fault === undefined || fault === 'cut') accepted.push(eventIdOf(entry));
      return { EventId: `bus-${accepted.length}` };
    });
    if (fault === 'cut' || faults.includes('lost answer')) {
      response.destroy();
      return;
    }
    const failed = answers.filter((answer) => 'ErrorCode' in answer).length;
    const { status, body } = fault ?? { status: 200, body: { FailedEntryCount: failed, Entries: answers } };
    response.writeHead(status, { 'Content-Type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
  });
  const client = createEventBridgeClient({ region: awsAccount.region, endpoint: server.endpoint });
  const bus: EventBus = { client: guardClient(client, directPolicy), busName: 'order-service-test' };
  return {
    bus,
    requests,
    acceptedIds: () => accepted,
    async stop() {
      client.destroy();
      await server.stop();
    },
  };
};
