import {
  DescribeEventBusCommand,
  EventBridgeClient,
  ListRulesCommand,
  PutEventsCommand,
  type PutEventsRequestEntry,
} from '@aws-sdk/client-eventbridge';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createBusJournal } from '../../../../tools/local-cloud/event-bus/bus-journal.ts';
import { createEventBus } from '../../../../tools/local-cloud/event-bus/event-bus.ts';
import { createEventBusApi } from '../../../../tools/local-cloud/event-bus/event-bus-api.ts';
import { createFaultInjection } from '../../../../tools/local-cloud/faults/fault-injection.ts';
import type { FaultSettings } from '../../../../tools/local-cloud/faults/fault-settings.ts';
import { type HttpServer, startHttpServer } from '../../../../tools/local-cloud/http/http-server.ts';
import { accessKeyOf, createAccessControl } from '../../../../tools/local-cloud/iam/access-control.ts';

const arn = 'arn:aws:events:us-east-1:123456789012:event-bus/orders';

describe('createEventBusApi, called by the SDK', () => {
  const faults = createFaultInjection();
  const journal = createBusJournal();
  const sent: { queue: string; event: Record<string, unknown> }[] = [];
  const letters: string[] = [];
  const bus = createEventBus({
    name: 'orders',
    rules: {
      everything: { pattern: { source: ['shop'] }, queue: 'audit' },
      payments: { pattern: { 'detail-type': [{ prefix: 'payment.' }] }, queue: 'ledger' },
    },
    send: (queue, body) => sent.push({ queue, event: JSON.parse(body) }),
    journal,
    onUndelivered: (body) => letters.push(body),
    faults,
  });
  const onBus = (action: string) => ({ action: `events:${action}`, resource: arn });
  const accessControl = createAccessControl({
    grants: new Map([['publisher', [onBus('PutEvents')]]]),
    mode: 'strict',
    print: () => {},
  });
  let server: HttpServer;
  let client: EventBridgeClient;

  const connect = (accessKeyId = 'local') =>
    new EventBridgeClient({
      endpoint: server.url,
      region: 'us-east-1',
      credentials: { accessKeyId, secretAccessKey: 'local' },
      maxAttempts: 1,
    });

  beforeAll(async () => {
    server = await startHttpServer(createEventBusApi(bus, { accessControl, faults }), 0);
    client = connect();
  });
  afterAll(async () => {
    client.destroy();
    await server.close(0);
  });
  afterEach(() => {
    faults.set();
    sent.length = 0;
  });

  const entry = (facts: Partial<PutEventsRequestEntry> = {}): PutEventsRequestEntry => ({
    EventBusName: 'orders',
    Source: 'shop',
    DetailType: 'order.created',
    Detail: '{"orderId":"ord_1"}',
    ...facts,
  });
  const put = (...entries: PutEventsRequestEntry[]) =>
    client.send(new PutEventsCommand({ Entries: entries }));
  const strike = (bus: FaultSettings['bus']) => faults.set({ seed: 3, bus, logs: {}, webhooks: {} });
  const acceptedCount = () => journal.query({ limit: 1_000 }).length;

  it('serves permitted actions of a function, and refuses others', async () => {
    const publisher = connect(accessKeyOf('publisher'));
    const Entries = [entry()];
    await expect(publisher.send(new PutEventsCommand({ Entries }))).resolves.toMatchObject({
      FailedEntryCount: 0,
    });
    await expect(publisher.send(new DescribeEventBusCommand({ Name: 'orders' }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      $metadata: { httpStatusCode: 400 },
      message: expect.stringContaining(
        `not authorized to perform: events:DescribeEventBus on resource: ${arn}`,
      ),
    });
    await expect(
      publisher.send(new PutEventsCommand({ Entries: [entry({ EventBusName: 'default' })] })),
    ).rejects.toMatchObject({ name: 'AccessDeniedException' });
    publisher.destroy();
  });

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

  it('hands an event to the queue of every rule that matches, in its envelope', async () => {
    const { Entries } = await put(
      entry({ DetailType: 'payment.made', Time: new Date('2026-03-04T05:06:07.890Z'), Resources: ['r'] }),
    );
    expect(sent.map(({ queue }) => queue)).toEqual(['audit', 'ledger']);
    expect(sent[0]?.event).toEqual({
      version: '0',
      id: Entries?.[0]?.EventId,
      'detail-type': 'payment.made',
      source: 'shop',
      account: '123456789012',
      time: '2026-03-04T05:06:07Z',
      region: 'us-east-1',
      resources: ['r'],
      detail: { orderId: 'ord_1' },
    });
    expect(sent[1]?.event).toEqual(sent[0]?.event);
  });

  it('takes a bus by its ARN as well', async () => {
    await put(entry({ EventBusName: arn }));
    expect(sent).toHaveLength(1);
  });

  it('reports success for a bus that does not exist, and delivers nothing', async () => {
    const before = acceptedCount();
    expect(await put(entry({ EventBusName: 'misspelt' }))).toMatchObject({
      FailedEntryCount: 0,
      Entries: [{ EventId: expect.any(String) }],
    });
    expect([sent, acceptedCount()]).toEqual([[], before]);
  });

  it('refuses one entry of a request with EventBridge’s error', async () => {
    const { FailedEntryCount, Entries } = await put(
      entry({ Source: '' }),
      entry({ DetailType: undefined }),
      entry({ Detail: undefined }),
      entry({ DetailType: 'x'.repeat(129) }),
      entry({ Source: 'aws.events' }),
      entry({ Detail: '{' }),
      entry({ Detail: '[]' }),
      entry(),
    );
    expect(FailedEntryCount).toBe(7);
    expect(Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
      'InvalidArgument',
      'InvalidArgument',
      'InvalidArgument',
      'InvalidArgument',
      'NotAuthorizedForSourceException',
      'MalformedDetail',
      'MalformedDetail',
      undefined,
    ]);
    expect(sent).toHaveLength(1);
  });

  it.each([
    ['without an entry', []],
    ['of more than ten entries', Array.from({ length: 11 }, () => entry())],
    ['of more than a mebibyte', [entry({ Detail: JSON.stringify({ text: '"'.repeat(600_000) }) })]],
  ])('refuses a request %s', async (_, entries) => {
    await expect(put(...entries)).rejects.toMatchObject({ name: 'ValidationException' });
    expect(sent).toEqual([]);
  });

  describe('when faults are injected', () => {
    it('throttles a request', async () => {
      strike({ throttle: 1 });
      await expect(put(entry())).rejects.toMatchObject({ name: 'ThrottlingException' });
      expect(sent).toEqual([]);
    });

    it('refuses some entries of a request', async () => {
      strike({ partial: 0.5 });
      const { FailedEntryCount = 0 } = await put(...Array.from({ length: 10 }, () => entry()));
      expect(FailedEntryCount).toBeGreaterThan(0);
      expect(sent).toHaveLength(10 - FailedEntryCount);
      expect(sent.length).toBeGreaterThan(0);
    });

    it('executes a request whose caller receives an error', async () => {
      strike({ lostAnswer: 1 });
      await expect(put(entry())).rejects.toMatchObject({ name: 'InternalException' });
      expect(sent).toHaveLength(1);
    });

    it('accepts an event and loses it', async () => {
      const before = acceptedCount();
      strike({ lost: 1 });
      expect((await put(entry())).FailedEntryCount).toBe(0);
      expect([sent.length, acceptedCount()]).toEqual([0, before + 1]);
    });

    it('keeps an event that it cannot put into the queue of a rule, until it is purged', async () => {
      strike({ undelivered: 1 });
      await put(entry());
      expect(sent).toEqual([]);
      expect(letters).toHaveLength(1);
      expect(bus.undelivered()).toEqual(
        new Map([
          ['everything', letters],
          ['payments', []],
        ]),
      );
      expect([bus.purge('everything'), bus.purge('everything')]).toEqual([1, 0]);
    });

    it('delivers an event twice', async () => {
      strike({ duplicate: 1 });
      await put(entry());
      expect(sent.map(({ event }) => event['id'])).toEqual([sent[0]?.event['id'], sent[0]?.event['id']]);
      expect(sent).toHaveLength(2);
    });

    it('reorders events, and delivers all before it closes', async () => {
      strike({ reorder: 0.5, delay: 0.5 });
      const numbers = Array.from({ length: 10 }, (_, number) => number);
      await put(...numbers.map((number) => entry({ Detail: JSON.stringify({ number }) })));
      bus.close();
      const arrived = sent.map(({ event }) => (event['detail'] as { number: number }).number);
      expect(arrived).not.toEqual(numbers);
      expect(arrived.toSorted((a, b) => a - b)).toEqual(numbers);
    });

    it('refuses every event of one order', async () => {
      strike({ refuse: ['ord_1'] });
      const { Entries } = await put(entry(), entry({ Detail: '{"orderId":"ord_2"}' }));
      expect(Entries).toEqual([
        expect.objectContaining({ ErrorCode: 'InvalidArgument' }),
        { EventId: expect.any(String) },
      ]);
    });
  });
});

describe('createEventBus', () => {
  it('names an unsupported rule', () => {
    const pattern = { detail: { sku: [{ suffix: '-001' }] } } as never;
    const create = () =>
      createEventBus({
        name: 'orders',
        rules: { teas: { pattern, queue: 'audit' } },
        send: () => {},
        journal: createBusJournal(),
        faults: createFaultInjection(),
      });
    expect(create).toThrow(
      'Rule teas of the event bus cannot run locally: detail.sku: {"suffix":"-001"} is none of a value and one of ' +
        '{prefix, anything-but, numeric, exists}, which is all there is locally.',
    );
  });
});
