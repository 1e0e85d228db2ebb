import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFailedDeliveries } from '../../../../tools/local-cloud/consumers/failed-deliveries.ts';
import { createEventsEndpoint } from '../../../../tools/local-cloud/endpoints/events-endpoint.ts';
import {
  createEndFaultsEndpoint,
  createSetFaultsEndpoint,
} from '../../../../tools/local-cloud/endpoints/faults-endpoint.ts';
import { createKillEndpoint } from '../../../../tools/local-cloud/endpoints/kill-endpoint.ts';
import {
  createQueuesEndpoint,
  createRedriveEndpoint,
} from '../../../../tools/local-cloud/endpoints/queue-endpoints.ts';
import { createBusJournal } from '../../../../tools/local-cloud/event-bus/bus-journal.ts';
import { createFaultInjection } from '../../../../tools/local-cloud/faults/fault-injection.ts';
import type { RequestHandler } from '../../../../tools/local-cloud/http/exchange.ts';
import { type HttpServer, startHttpServer } from '../../../../tools/local-cloud/http/http-server.ts';
import { createQueues, queueNamed } from '../../../../tools/local-cloud/queues/queue-set.ts';
import { aBusEvent } from '../../../builders/a-bus-event.ts';

describe('endpoints of the event path', () => {
  const journal = createBusJournal();
  const faults = createFaultInjection();
  const queues = createQueues({ chores: { visibilityTimeoutSeconds: 0, maxReceiveCount: 1 } }, Date.now);
  const chores = queueNamed(queues, 'chores');
  const handlers: Record<string, RequestHandler> = {
    'GET /events': createEventsEndpoint(journal),
    'PUT /faults': createSetFaultsEndpoint(faults),
    'DELETE /faults': createEndFaultsEndpoint(faults),
    'GET /queues': createQueuesEndpoint(queues),
    'POST /queues/chores/redrive': createRedriveEndpoint('chores', chores),
    'POST /functions/relay/kill': createKillEndpoint('relay', { kill: async () => 2 }),
  };
  let server: HttpServer;

  beforeAll(async () => {
    server = await startHttpServer(async (exchange) => {
      const { method, url = '' } = exchange.request;
      const handle = handlers[`${method} ${url.split('?')[0]}`];
      if (!handle) throw new Error(`no endpoint ${method} ${url}`);
      return handle(exchange);
    }, 0);
  });
  afterAll(() => server.close(0));

  const send = async (method: string, path: string, body?: string) => {
    const answer = await fetch(`${server.url}${path}`, { method, ...(body !== undefined && { body }) });
    return { status: answer.status, body: await answer.json() };
  };

  it('lists the accepted events in their order, of one order or of all', async () => {
    const [first, second, third] = [
      aBusEvent({ orderId: 'a' }),
      aBusEvent({ orderId: 'b' }),
      aBusEvent({ orderId: 'a' }),
    ];
    for (const event of [first, second, third]) journal.append(event);
    expect((await send('GET', '/events')).body).toEqual({ items: [first, second, third] });
    expect((await send('GET', '/events?orderId=a')).body).toEqual({ items: [first, third] });
    expect((await send('GET', '/events?limit=1')).body).toEqual({ items: [third] });
    expect((await send('GET', '/events?limit=0')).status).toBe(400);
  });

  it('sets faults and ends them', async () => {
    const wanted = { seed: 7, bus: { throttle: 1, refuse: ['ord_1'] }, logs: {}, webhooks: {} };
    expect(await send('PUT', '/faults', JSON.stringify(wanted))).toEqual({ status: 200, body: wanted });
    expect([faults.bus('throttle'), faults.refuses('ord_1')]).toEqual([true, true]);
    expect((await send('DELETE', '/faults')).body).toEqual({ seed: 1, bus: {}, logs: {}, webhooks: {} });
    expect([faults.bus('throttle'), faults.refuses('ord_1')]).toEqual([false, false]);
  });

  it('answers the problem of an unknown fault', async () => {
    expect(await send('PUT', '/faults', '{"bus":{"burn":1}}')).toMatchObject({
      status: 400,
      body: { message: expect.stringMatching(/^unknown bus fault "burn"; there are throttle, /) },
    });
    expect((await send('PUT', '/faults', `"${'x'.repeat(300_000)}"`)).status).toBe(413);
  });

  it('shows dead letters with their bodies, and puts them back', async () => {
    chores.send('poison');
    chores.receive(1);
    const letter = {
      messageId: expect.any(String),
      body: 'poison',
      sentAt: expect.any(Number),
      receiveCount: 1,
    };
    expect((await send('GET', '/queues')).body).toEqual({
      items: [{ name: 'chores', visible: 0, inFlight: 0, delayed: 0, deadLetters: [letter] }],
    });
    expect((await send('POST', '/queues/chores/redrive')).body).toEqual({ name: 'chores', redriven: 1 });
    expect((await send('GET', '/queues')).body).toMatchObject({ items: [{ visible: 1, deadLetters: [] }] });
  });

  it('kills the environments of a function', async () => {
    expect((await send('POST', '/functions/relay/kill')).body).toEqual({ name: 'relay', killed: 2 });
  });
});

describe('createFailedDeliveries', () => {
  it('keeps the newest with the data for a repetition, and describes each in one line', () => {
    const printed: string[] = [];
    const failures = createFailedDeliveries(
      () => 0,
      (text) => printed.push(text),
      () => {},
      2,
    );
    for (const number of [1, 2, 3]) {
      failures.record({
        functionName: 'relay',
        source: 'stream',
        condition: 'RetryAttemptsExhausted',
        reason: `broken ${number}`,
        event: { number },
      });
    }
    expect(failures.list()).toEqual([
      expect.objectContaining({ event: { number: 2 }, failedAt: '1970-01-01T00:00:00.000Z' }),
      expect.objectContaining({ event: { number: 3 } }),
    ]);
    expect(printed[2]).toBe('relay gave up a batch of its stream (RetryAttemptsExhausted): broken 3');
  });
});
