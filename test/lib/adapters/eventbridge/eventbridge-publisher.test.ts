import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createEventBridgePublisher } from '../../../../lib/adapters/eventbridge/eventbridge-publisher.ts';
import type { OrderEvent } from '../../../../lib/domain/order-event.ts';
import { aCall } from '../../../builders/a-call.ts';
import { orderIdOf } from '../../../builders/order-id-of.ts';
import { type RequestFault, refusal, startScriptedBus } from '../../../doubles/scripted-bus.ts';
import { stubCredentials } from '../../../harness/dynamodb/embedded-tables.ts';
import { calmly } from '../../../harness/shop/calmly.ts';
import { eventOf, eventPublisherContract, type FaultOf } from '../../app/ports/event-publisher.contract.ts';

beforeAll(stubCredentials);
afterAll(() => void vi.unstubAllEnvs());

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

/** A publisher that waits for nothing, and its bus. */
const open = async (faultOf?: FaultOf, requestFault?: RequestFault) => {
  const server = await startScriptedBus(faultOf, requestFault);
  stops.push(server.stop);
  return { ...server, publisher: createEventBridgePublisher({ bus: server.bus, random: () => 0 }) };
};

eventPublisherContract(open);

const eventsOf = (count: number): OrderEvent[] => Array.from({ length: count }, (_, n) => eventOf(n));

/** An event whose detail is so many bytes larger. */
const padded = (n: number, bytes: number): OrderEvent => {
  const event = eventOf(n);
  return { ...event, correlationId: `${event.correlationId}${'x'.repeat(bytes)}` };
};

const ordersIn = (requests: readonly (readonly { Detail: string }[])[]) =>
  requests.map((entries) => entries.map(({ Detail }) => (JSON.parse(Detail) as OrderEvent).orderId));

describe('createEventBridgePublisher', () => {
  it('sends the fields that rules and archive need', async () => {
    const { publisher, requests } = await open();
    await publisher.publish([eventOf(1)], calmly);
    expect(requests).toEqual([
      [
        {
          EventBusName: 'order-service-test',
          Source: 'order-service',
          DetailType: 'order.created',
          Detail: JSON.stringify(eventOf(1)),
          Time: Date.parse(eventOf(1).occurredAt) / 1_000,
        },
      ],
    ]);
  });

  it.each([
    ['01', 'Root=1-4bf92f35-77b34da6a3ce929d0e0e4736;Parent=00f067aa0ba902b7;Sampled=1'],
    ['00', 'Root=1-4bf92f35-77b34da6a3ce929d0e0e4736;Parent=00f067aa0ba902b7;Sampled=0'],
    ['02', 'Root=1-4bf92f35-77b34da6a3ce929d0e0e4736;Parent=00f067aa0ba902b7;Sampled=0'],
    ['no flags', undefined],
  ])('hands the trace of a request with the flags %s on as %s', async (flags, header) => {
    const { publisher, requests } = await open();
    const traceparent = `00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-${flags}`;
    await publisher.publish([{ ...eventOf(1), traceparent }], calmly);
    const [[entry] = []] = requests as readonly (readonly { TraceHeader?: string }[])[];
    expect(entry?.TraceHeader).toBe(header);
  });

  it('sends ten events in a request at most', async () => {
    const { publisher, requests } = await open();
    await publisher.publish(eventsOf(23), calmly);
    expect(requests.map(({ length }) => length).sort()).toEqual([10, 10, 3]);
  });

  it('sends those again that were not taken, without the others', async () => {
    let throttled = 2;
    const { publisher, requests, acceptedIds } = await open(({ orderId }) => {
      if (orderId !== orderIdOf(1) || throttled === 0) return undefined;
      throttled -= 1;
      return 'throttled';
    });
    const publications = await publisher.publish(eventsOf(3), calmly);
    expect(publications.every(({ outcome }) => outcome === 'accepted')).toBe(true);
    expect(requests.map(({ length }) => length)).toEqual([3, 1, 1]);
    expect(acceptedIds()).toHaveLength(3);
  });

  it('gives up after four attempts, or before a wait that exceeds the deadline', async () => {
    const { publisher, requests, bus } = await open(() => 'throttled');
    expect(await publisher.publish([eventOf(1)], calmly)).toEqual([
      { outcome: 'unavailable', code: 'ThrottlingException' },
    ]);
    expect(requests).toHaveLength(4);
    const options = aCall({ deadline: Date.now() + 20 });
    await createEventBridgePublisher({ bus, random: () => 0.5 }).publish([eventOf(1)], options);
    expect(requests).toHaveLength(5);
  });

  it('leaves a request that fails as a whole to the client', async () => {
    const { publisher, requests } = await open(undefined, () => refusal('InternalException', 500));
    expect(await publisher.publish(eventsOf(2), calmly)).toEqual([
      { outcome: 'unavailable', code: 'InternalException' },
      { outcome: 'unavailable', code: 'InternalException' },
    ]);
    expect(requests).toHaveLength(1);
  });

  it.each(['AccessDeniedException', 'ResourceNotFoundException', 'UnknownOperationException'])(
    'blames no event for %s',
    async (type) => {
      const { publisher, requests } = await open(undefined, () => refusal(type));
      expect(await publisher.publish(eventsOf(2), calmly)).toMatchObject([
        { outcome: 'unavailable' },
        { outcome: 'unavailable' },
      ]);
      expect(requests).toHaveLength(1);
    },
  );

  it.each([
    ['ValidationException', 400],
    ['RequestEntityTooLargeException', 413],
  ] as const)('finds the event for which a request fails with %s', async (type, status) => {
    const culprit = orderIdOf(4);
    const { publisher, requests, acceptedIds } = await open(undefined, (entries) =>
      entries.some(({ Detail }) => Detail.includes(culprit)) ? refusal(type, status) : undefined,
    );
    const publications = await publisher.publish(eventsOf(7), calmly);
    expect(publications.map(({ outcome }) => outcome)).toEqual(
      eventsOf(7).map(({ orderId }) => (orderId === culprit ? 'refused' : 'accepted')),
    );
    expect(publications[4]).toEqual({ outcome: 'refused', code: type });
    expect(acceptedIds()).toHaveLength(6);
    expect(requests.map(({ length }) => length)).toEqual([7, 1, 1, 1, 1, 1, 1, 1]);
  });

  it('keeps requests within 1 MB, and does not send a larger entry', async () => {
    const { publisher, requests } = await open();
    const events = [padded(0, 600_000), padded(1, 400_000), padded(2, 600_000), padded(3, 1_048_576)];
    expect(await publisher.publish(events, calmly)).toMatchObject([
      { outcome: 'accepted' },
      { outcome: 'accepted' },
      { outcome: 'accepted' },
      { outcome: 'refused', code: 'EntryTooLarge' },
    ]);
    expect(ordersIn(requests).sort((a, b) => b.length - a.length)).toEqual([
      [orderIdOf(0), orderIdOf(1)],
      [orderIdOf(2)],
    ]);
  });

  it('treats an entry without a result as rejected', async () => {
    const { publisher } = await open(undefined, () => ({
      status: 200,
      body: { FailedEntryCount: 0, Entries: [{ EventId: 'bus-1' }] },
    }));
    expect(await publisher.publish(eventsOf(2), calmly)).toMatchObject([
      { outcome: 'accepted' },
      { outcome: 'accepted' },
    ]);
    const { publisher: silent } = await open(undefined, () => ({
      status: 200,
      body: { FailedEntryCount: 0 },
    }));
    expect(await silent.publish([eventOf(1)], calmly)).toEqual([
      { outcome: 'unavailable', code: 'NoAnswer' },
    ]);
  });
});
