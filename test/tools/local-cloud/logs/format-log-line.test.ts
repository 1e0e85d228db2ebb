import { describe, expect, it } from 'vitest';
import { formatLogLine } from '../../../../tools/local-cloud/logs/format-log-line.ts';

const plain = { color: false, projectRoot: '/project' };

describe('formatLogLine', () => {
  it('shows level, function, message, code and fields in one line', () => {
    const item = {
      level: 'INFO',
      message: 'order placed',
      timestamp: '2026-11-30T13:33:32.110Z',
      service: 'order-service',
      function_name: 'create-order',
      function_request_id: 'r-1',
      correlationId: 'c-1',
      logCode: 'LOG-ORD-101',
      lines: 1,
      total: { amount: 3_998, currency: 'USD' },
    };
    expect(formatLogLine(item, plain)).toBe(
      'INFO   create-order  order placed  LOG-ORD-101 lines=1 total={"amount":3998,"currency":"USD"}',
    );
  });

  it('shows an error with its causes, frames of the project and correlation id', () => {
    const error = {
      name: 'StoreError',
      message: 'not stored',
      stack:
        'StoreError: not stored\n    at save (file:///project/lib/a.ts:3:7)\n    at run (/project/node_modules/x/y.js:1:1)',
      cause: {
        name: 'Error',
        message: 'socket closed',
        code: 'ECONNRESET',
        stack: 'Error\n    at read (/project/lib/b.ts:1:1)\n    at save (/project/lib/a.ts:3:7)',
      },
    };
    const item = { level: 'ERROR', function_name: 'put', message: 'failed', correlationId: 'c-1', error };
    expect(formatLogLine(item, plain)).toBe(
      [
        'ERROR  put  failed',
        '  StoreError: not stored',
        '      at save (lib/a.ts:3:7)',
        '  caused by Error: socket closed (ECONNRESET)',
        '      at read (lib/b.ts:1:1)',
        '  correlation id c-1',
      ].join('\n'),
    );
  });

  it('shows the errors of an AggregateError', () => {
    const error = { name: 'AggregateError', message: 'all', errors: [{ name: 'Error', message: 'one' }] };
    expect(formatLogLine({ level: 'WARN', message: 'm', error }, plain)).toMatch(/\n {2}one of: Error: one$/);
  });

  it("shows Lambda's own form of an error", () => {
    const item = {
      level: 'ERROR',
      message: 'Runtime exited',
      function_name: 'put',
      errorType: 'TypeError',
      errorMessage: 'x is undefined',
      stackTrace: ['TypeError: x is undefined', '    at handler (/project/functions/put.ts:2:1)'],
    };
    expect(formatLogLine(item, plain)).toBe(
      'ERROR  put  Runtime exited\n  TypeError: x is undefined\n      at handler (functions/put.ts:2:1)',
    );
  });

  it('passes no control character of a value to the terminal', () => {
    expect(formatLogLine({ level: 'INFO', message: 'a\u001b[2Jb' }, plain)).toBe('INFO   a\uFFFD[2Jb');
  });

  it('colours the level when asked to', () => {
    expect(formatLogLine({ level: 'ERROR', message: 'm' }, { ...plain, color: true })).toContain(
      '\u001b[31mERROR\u001b[39m',
    );
  });
});
