import { describe, expect, it } from 'vitest';
import { type ErrorsSources, errorsView } from '../../../../tools/local-cloud/console/errors-view.ts';
import { orderServiceConsole } from '../../../../tools/local-cloud/order-service-console.ts';

const projectRoot = '/home/dev/shop';

const aRequest: ErrorsSources['requests'][number] = {
  id: 'request-1',
  at: 1_000,
  ms: 5,
  method: 'GET',
  target: '/api/v1/orders',
  answer: { coldStart: false },
  traceId: 'trace-1',
  requestHeaders: {},
  status: 500,
  responseHeaders: { 'x-correlation-id': 'correlation-1' },
};

const logged = (at: number, error: object, level = 'ERROR') => ({
  timestamp: at,
  logGroup: '/aws/lambda/get-order',
  logStream: 'stream',
  message: JSON.stringify({
    level,
    message: 'request failed',
    logCode: 'LOG-REQ-003',
    correlationId: 'correlation-1',
    function_request_id: 'invocation-1',
    error,
  }),
});

const typeError = {
  name: 'TypeError',
  message: 'x is undefined',
  stack: `TypeError: x is undefined\n    at get (${projectRoot}/lib/app/get-order.ts:12:7)\n    at run (node:internal:1:1)`,
  cause: { name: 'Error', message: 'no order' },
};

const anInvocation = (ended: NonNullable<ErrorsSources['invocations'][number]['ended']>) => ({
  traceId: 'trace-1',
  requestId: 'invocation-1',
  functionName: 'get-order',
  origin: 'route' as const,
  at: 1_000,
  calls: [],
  payments: [],
  ended,
});

const viewOf = (sources: Partial<ErrorsSources>) =>
  errorsView({
    definition: orderServiceConsole({ tables: { ordersTable: 'orders', eventsTable: 'events' } }),
    lines: [],
    invocations: [],
    requests: [aRequest],
    projectRoot,
    ...sources,
  });

describe('errorsView', () => {
  it('shows an error with its place, its causes and the request', () => {
    expect(viewOf({ lines: [logged(2_000, typeError)] })).toEqual([
      {
        at: 2_000,
        count: 1,
        functionName: 'get-order',
        title: 'TypeError: x is undefined',
        place: 'lib/app/get-order.ts:12:7',
        lines: [
          'TypeError: x is undefined',
          '    at get (lib/app/get-order.ts:12:7)',
          'caused by Error: no order',
        ],
        message: 'request failed',
        logCode: 'LOG-REQ-003',
        correlationId: 'correlation-1',
        request: 'GET /api/v1/orders',
      },
    ]);
  });

  it('counts equal errors, the latest first', () => {
    const lines = [logged(1, typeError), logged(2, { name: 'Error', message: 'b' }), logged(3, typeError)];
    expect(viewOf({ lines }).map(({ at, count }) => [at, count])).toEqual([
      [3, 2],
      [2, 1],
    ]);
  });

  it('leaves out errors that are expected', () => {
    expect(viewOf({ lines: [logged(1, typeError, 'WARN')] })).toEqual([]);
  });

  it.each([
    [
      'fails',
      { status: 'failed', error: { errorType: 'Error', errorMessage: 'no start', stackTrace: [] } },
      'Error: no start',
    ],
    ['times out', { status: 'timed-out' }, 'Timeout: The function has timed out.'],
  ] as const)('shows an invocation that %s, unless the function has logged why', (_, outcome, title) => {
    const invocations = [anInvocation({ at: 3_000, coldStart: false, outcome })];
    expect(viewOf({ invocations })).toMatchObject([{ title, correlationId: 'correlation-1' }]);
    expect(viewOf({ invocations, lines: [logged(2_000, typeError)] })).toHaveLength(1);
  });
});
