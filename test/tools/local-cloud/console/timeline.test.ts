import { describe, expect, it } from 'vitest';
import { type TimelineSources, timelineOf } from '../../../../tools/local-cloud/console/timeline.ts';
import { orderServiceConsole } from '../../../../tools/local-cloud/order-service-console.ts';
import { aBusEvent } from '../../../builders/a-bus-event.ts';

const correlationId = 'a-large-order';

const sources: TimelineSources = {
  definition: orderServiceConsole({ tables: { ordersTable: 'orders', eventsTable: 'events' } }),
  requests: [
    {
      id: 'request-1',
      at: 1_000,
      ms: 5,
      method: 'POST',
      target: '/api/v1/orders',
      answer: { coldStart: false },
      traceId: '1-a-b',
      requestHeaders: {},
      status: 400,
      responseHeaders: { 'x-correlation-id': correlationId },
    },
  ],
  invocations: [
    {
      traceId: '1-a-b',
      requestId: 'invocation-1',
      functionName: 'create-order',
      origin: 'route',
      at: 1_001,
      calls: [],
      payments: [],
      ended: { at: 1_004, coldStart: false, outcome: { status: 'succeeded', payload: '{}' } },
    },
  ],
  lines: [],
  events: [],
  rules: [],
  deadLetters: [],
  keysOf: () => [],
};

describe('timelineOf', () => {
  it('shows the function of a request whose body was too large to keep', () => {
    const titles = timelineOf(correlationId, sources)?.steps.map(({ title }) => title);
    expect(titles).toEqual(['POST /api/v1/orders', 'create-order']);
  });

  it('names the rule of a dead letter', () => {
    const event = aBusEvent({ correlationId });
    const rule = (name: string, undelivered: readonly string[]) => ({
      name,
      queue: name,
      matches: () => true,
      undelivered,
    });
    const rules = [rule('mails', [JSON.stringify(event)]), rule('audit', [])];
    const steps = timelineOf(correlationId, { ...sources, events: [{ at: 2_000, event }], rules })?.steps;
    expect(steps?.find(({ kind }) => kind === 'event')).toMatchObject({
      status: 'failed',
      error: 'undelivered: a dead letter of rule mails',
    });
  });

  it('has the lines of an invocation, and its metrics, which do not name it', () => {
    const metrics = JSON.stringify({ _aws: { CloudWatchMetrics: [{ Metrics: [{ Name: 'sales' }] }] } });
    const line = (timestamp: number, message: string) => ({
      logGroup: '/aws/lambda/create-order',
      logStream: 'stream',
      timestamp,
      message,
    });
    const lines = [
      line(900, metrics),
      line(1_002, '{"message":"placed","function_request_id":"invocation-1"}'),
      { ...line(1_003, metrics), logGroup: '/aws/lambda/pay-order' },
      line(1_003, metrics),
      line(9_000, metrics),
    ];
    const steps = timelineOf(correlationId, { ...sources, lines })?.steps.slice(2);
    expect(steps?.map(({ kind, at }) => [kind, at])).toEqual([
      ['log', 1_002],
      ['metrics', 1_003],
    ]);
  });

  it('has the message of a line apart from its metrics', () => {
    const message = JSON.stringify({
      ...{ level: 'INFO', message: 'request completed', function_request_id: 'invocation-1', status: 201 },
      ...{ _aws: { CloudWatchMetrics: [{ Metrics: [{ Name: 'sales' }] }] }, sales: 1, exact: { seq: 1 } },
    });
    const lines = [{ logGroup: '/aws/lambda/create-order', logStream: 'stream', timestamp: 1_002, message }];
    const steps = timelineOf(correlationId, { ...sources, lines })?.steps.slice(2);
    expect(steps?.map(({ kind, title, note }) => [kind, title, note])).toEqual([
      ['log', 'request completed', 'status=201'],
      ['metrics', '1 metric', 'sales'],
    ]);
  });
});
