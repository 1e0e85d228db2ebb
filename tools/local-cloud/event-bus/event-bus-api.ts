import { randomUUID } from 'node:crypto';
import type { FaultInjection } from '../faults/fault-injection.ts';
import type { RequestHandler } from '../http/exchange.ts';
import { type HttpResponse, jsonResponse } from '../http/http-response.ts';
import type { AccessControl } from '../iam/access-control.ts';
import { eventBusArn, type Permission } from '../iam/permission.ts';
import { busNameOf } from './bus-entry.ts';
import type { EventBus } from './event-bus.ts';
import { putEvents } from './put-events.ts';
import { PutEventsRefused } from './put-events-request.ts';

type Fields = Readonly<Record<string, unknown>>;

interface Operation {
  readonly permissions: (input: Fields) => readonly Permission[];
  readonly respond: (input: Fields) => HttpResponse;
}

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
  return answer(200, { Arn: eventBusArn(name), Name: name });
};

const onBus = (action: string, name: unknown): Permission => ({
  action: `events:${action}`,
  resource: eventBusArn(busNameOf(name)),
});

const busesOfEntries = ({ Entries }: Fields): readonly unknown[] =>
  Array.isArray(Entries)
    ? Entries.map((entry?: { readonly EventBusName?: unknown }) => entry?.EventBusName)
    : [];

export interface EventBusApiOptions {
  readonly accessControl: AccessControl;
  readonly faults: FaultInjection;
}

/** EventBridge's protocol (AWS JSON 1.1) for the operations in use. */
export const createEventBusApi = (
  bus: EventBus,
  { accessControl, faults }: EventBusApiOptions,
): RequestHandler => {
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
  const operations = new Map<unknown, Operation>([
    [
      'AWSEvents.DescribeEventBus',
      {
        permissions: ({ Name }) => [onBus('DescribeEventBus', Name)],
        respond: (input) => describeBus(bus, input),
      },
    ],
    [
      'AWSEvents.PutEvents',
      {
        permissions: (input) => busesOfEntries(input).map((name) => onBus('PutEvents', name)),
        respond: put,
      },
    ],
  ]);
  return async ({ request, readBody }) => {
    const target = request.headers['x-amz-target'];
    const operation = operations.get(target);
    if (!operation) return fault('UnknownOperationException', `The local event bus does not know ${target}.`);
    const body = await readBody(maxBodyBytes);
    const input = body && parseInput(body);
    if (!input) return fault('SerializationException', 'The request is no JSON object.');
    const refusal = accessControl.check(request.headers.authorization, operation.permissions(input));
    return refusal ?? operation.respond(input);
  };
};
