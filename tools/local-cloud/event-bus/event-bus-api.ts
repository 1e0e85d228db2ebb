import { randomUUID } from 'node:crypto';
import { awsAccount } from '../aws-account.ts';
import type { FaultInjection } from '../faults/fault-injection.ts';
import type { RequestHandler } from '../http/exchange.ts';
import { type HttpResponse, jsonResponse } from '../http/http-response.ts';
import { busNameOf } from './bus-entry.ts';
import type { EventBus } from './event-bus.ts';
import { putEvents } from './put-events.ts';
import { PutEventsRefused } from './put-events-request.ts';

type Fields = Readonly<Record<string, unknown>>;

/** More than the entries' own limit: quotes and line breaks in them take two bytes each on the way. */
const maxBodyBytes = 4 * 1024 * 1024;

const answer = (status: number, value: Fields): HttpResponse => ({
  ...jsonResponse(status, value),
  headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': randomUUID() },
});

const fault = (type: string, message: string, status = 400) => answer(status, { __type: type, message });

const parseInput = (body: Buffer): Fields | undefined => {
  try {
    const input: unknown = JSON.parse(body.toString('utf8') || '{}');
    return typeof input === 'object' && input !== null ? (input as Fields) : undefined;
  } catch {
    return undefined;
  }
};

const describeBus = (bus: EventBus, { Name }: Fields): HttpResponse => {
  const name = busNameOf(Name);
  if (name !== bus.name) return fault('ResourceNotFoundException', `Event bus ${name} does not exist.`);
  return answer(200, {
    Arn: `arn:aws:events:${awsAccount.region}:${awsAccount.id}:event-bus/${name}`,
    Name: name,
  });
};

/** EventBridge's protocol (AWS JSON 1.1) for the operations in use. */
export const createEventBusApi = (bus: EventBus, faults: FaultInjection): RequestHandler => {
  const put = (input: Fields): HttpResponse => {
    if (faults.bus('throttle')) return fault('ThrottlingException', 'Rate exceeded');
    try {
      const result = putEvents(bus, input, { faults, now: Date.now() });
      // The caller cannot know that it was carried out.
      return faults.bus('lostAnswer')
        ? fault('InternalException', 'Internal error', 500)
        : answer(200, result);
    } catch (error) {
      if (error instanceof PutEventsRefused) return fault('ValidationException', error.message);
      throw error;
    }
  };
  const operations = new Map<unknown, (input: Fields) => HttpResponse>([
    ['AWSEvents.DescribeEventBus', (input) => describeBus(bus, input)],
    ['AWSEvents.PutEvents', put],
  ]);
  return async ({ request, readBody }) => {
    const target = request.headers['x-amz-target'];
    const operation = operations.get(target);
    if (!operation) return fault('UnknownOperationException', `The local event bus does not know ${target}.`);
    const body = await readBody(maxBodyBytes);
    const input = body && parseInput(body);
    return input ? operation(input) : fault('SerializationException', 'The request is no JSON object.');
  };
};
