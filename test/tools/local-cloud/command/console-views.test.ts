import { describe, expect, it } from 'vitest';
import { consoleViews, viewTable } from '../../../../tools/local-cloud/command/console-views.ts';

describe('viewTable', () => {
  it('shows requests with their time, status and error', () => {
    const request = {
      at: 0,
      status: 402,
      method: 'POST',
      target: '/a',
      error: 'ORD-005',
      ms: 3,
      correlationId: 'c-1',
      id: 'r-1',
    };
    expect(viewTable(consoleViews.requests, { items: [request] })).toBe(
      [
        'time          status  method  target  error    ms  correlationId  id',
        '00:00:00.000  402     POST    /a      ORD-005  3   c-1            r-1',
      ].join('\n'),
    );
  });

  it('indents the steps of a timeline', () => {
    const step = { at: 0, kind: 'function', title: 'pay-order', note: '', depth: 1 };
    expect(viewTable(consoleViews.timeline, { steps: [step] })).toContain('  pay-order');
  });

  it('has the ids by which a step of a timeline is repeated', () => {
    const steps = [
      { kind: 'request', details: { id: 'r-1' } },
      { kind: 'event', details: { id: 'e-1' } },
      { kind: 'function', traceId: 't-1' },
      { kind: 'failure', queue: 'q-1' },
    ].map((step) => ({ at: 0, depth: 0, title: '', note: '', ...step }));
    expect(viewTable(consoleViews.timeline, { steps })).toMatch(/r-1\n.*e-1\n.*t-1\n.*q-1$/);
  });

  it('puts requests and events of an order in order of time', () => {
    const data = {
      requests: [{ at: 2, kind: 'request', method: 'POST', route: '/orders', status: 201 }],
      events: [{ at: 1, type: 'order.created', version: 1 }],
    };
    expect(viewTable(consoleViews.order, data)).toMatch(/order\.created.*POST \/orders/s);
  });

  it('counts environments, dead letters and runs', () => {
    expect(viewTable(consoleViews.functions, { items: [{ name: 'f', environments: [1, 2] }] })).toMatch(
      /^f +2 /m,
    );
    expect(viewTable(consoleViews.queues, { items: [{ name: 'q', deadLetters: [1] }] })).toMatch(/^q .* 1$/m);
    const job = { name: 'j', runs: 2, lastRun: { endedAt: '12:00', status: 'failed' } };
    expect(viewTable(consoleViews.jobs, { items: [job] })).toMatch(/^j .* 2 +12:00 +failed$/m);
  });

  it('has the place of errors, also of those of the compiler', () => {
    const data = {
      compileErrors: [{ functions: ['a'], text: '✘ [ERROR] Unexpected ";"\n\n    functions/a.ts:1:2:' }],
      items: [{ at: 0, count: 2, functionName: 'b', title: 'Error: no', place: 'lib/b.ts:3:4' }],
    };
    expect(viewTable(consoleViews.errors, data)).toMatch(/functions\/a\.ts:1:2.*lib\/b\.ts:3:4/s);
  });

  it('has the figures, the state and the next parts of each part of the map', () => {
    const data = {
      nodes: [
        {
          id: 'table:orders',
          kind: 'table',
          title: 'orders',
          counts: { requests: 2, failed: 0 },
          isFailing: true,
          isDisturbed: true,
        },
      ],
      edges: [{ from: 'table:orders', to: 'stream:orders' }],
    };
    expect(viewTable(consoleViews.map, data)).toMatch(
      /^table +orders +requests 2 +failing, disturbed by faults +stream:orders$/m,
    );
  });

  it('lists faults that are on', () => {
    const data = { items: [{ part: 'database', fault: 'error', setting: 1 }] };
    expect(viewTable(consoleViews.faults, data)).toBe(
      ['part      fault  setting  only  until', 'database  error  1        -     -'].join('\n'),
    );
  });

  it('has routes with bodies, and sums of metrics', () => {
    const route = { name: 'pay', method: 'POST', path: '/pay', scope: 'write', example: { by: 'card' } };
    expect(viewTable(consoleViews.routes, { routes: [route] })).toContain('{"by":"card"}');
    const metric = {
      name: 'sales',
      dimensions: { kind: 'tea' },
      minutes: [
        { sum: 2, count: 1 },
        { sum: 3, count: 2 },
      ],
    };
    expect(viewTable(consoleViews.metrics, { items: [metric] })).toMatch(/^sales +kind=tea +5 +3$/m);
  });

  it('reports an empty view', () => {
    expect(viewTable(consoleViews.background, { items: [] })).toBe('Nothing to show.');
  });
});
