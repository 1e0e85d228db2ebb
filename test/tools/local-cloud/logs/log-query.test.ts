import { describe, expect, it } from 'vitest';
import { type LogQuery, queryLogs as query } from '../../../../tools/local-cloud/logs/log-query.ts';
import type { StoredLine } from '../../../../tools/local-cloud/logs/log-store.ts';

const queryLogs = (lines: readonly StoredLine[], wanted: LogQuery) =>
  query({ lines: () => lines, appended: () => lines.length }, wanted);

const line = (functionName: string, message: string) => ({
  logGroup: `/aws/lambda/${functionName}`,
  logStream: 's',
  timestamp: 0,
  message,
});

const lines = [
  line('create-order', '{"correlationId":"abc-12345","message":"one"}'),
  line('create-order', 'plain abc-12345'),
  line('get-order', '{"correlationId":"abc-12345","message":"two"}'),
  line('get-order', '{"correlationId":"other","message":"about abc-12345"}'),
  line('get-order', '["abc-12345"]'),
];

describe('queryLogs', () => {
  it('gives JSON lines as they are and others as a message', () => {
    expect(queryLogs(lines, { limit: 10 })).toMatchObject([
      { correlationId: 'abc-12345', message: 'one' },
      { message: 'plain abc-12345' },
      { correlationId: 'abc-12345', message: 'two' },
      { correlationId: 'other', message: 'about abc-12345' },
      { message: '["abc-12345"]' },
    ]);
  });

  it('adds function and time to a line without them', () => {
    expect(queryLogs(lines.slice(1, 2), { limit: 1 })).toEqual([
      { timestamp: '1970-01-01T00:00:00.000Z', function_name: 'create-order', message: 'plain abc-12345' },
    ]);
  });

  it('finds the lines of one request', () => {
    const messages = queryLogs(lines, { correlationId: 'abc-12345', limit: 10 }).map(
      (item) => item['message'],
    );
    expect(messages).toEqual(['one', 'two']);
  });

  it('finds the lines of one function', () => {
    expect(queryLogs(lines, { functionName: 'create-order', limit: 10 })).toHaveLength(2);
    expect(queryLogs(lines, { functionName: 'create', limit: 10 })).toHaveLength(0);
  });

  it('gives the newest that match, up to the limit', () => {
    expect(queryLogs(lines, { correlationId: 'abc-12345', limit: 1 })).toMatchObject([
      { correlationId: 'abc-12345', message: 'two' },
    ]);
  });

  describe('when it is asked for an order', () => {
    const ofOrder = [
      line('create-order', '{"correlationId":"c-1","message":"begun"}'),
      line('create-order', '{"correlationId":"c-1","message":"placed","orderId":"ord_1"}'),
      line('get-order', '{"correlationId":"c-2","message":"read","orderId":"ord_2"}'),
      line('relay-events', '{"message":"published","items":["ord_1"]}'),
    ];

    it('finds the lines that name it and the others of their requests', () => {
      const found = queryLogs(ofOrder, { orderId: 'ord_1', limit: 10 }).map((item) => item['message']);
      expect(found).toEqual(['begun', 'placed', 'published']);
    });
  });

  describe('when it is asked for a level or a code', () => {
    const levels = [
      line('a', '{"level":"DEBUG","message":"debug"}'),
      line('a', '{"level":"INFO","logCode":"LOG-A-1","message":"info"}'),
      line('a', '{"level":"WARN","logCode":"LOG-A-2","code":"ORD-001","message":"warn"}'),
      line('job', '{"level":"INFO","message":"routine"}'),
      line('job', '{"level":"ERROR","message":"error"}'),
      line('job', '{"_aws":{},"message":"metrics"}'),
    ];
    const found = (query: object) =>
      queryLogs(levels, { limit: 10, ...query }).map((item) => item['message']);

    it('finds the lines of the level and above', () => {
      expect(found({ level: 'DEBUG' })).toEqual(['debug', 'info', 'warn', 'routine', 'error']);
      expect(found({ level: 'INFO' })).toEqual(['info', 'warn', 'routine', 'error']);
      expect(found({ level: 'WARN' })).toEqual(['warn', 'error']);
    });

    it('finds log codes and error codes', () => {
      expect(found({ code: 'LOG-A-1' })).toEqual(['info']);
      expect(found({ code: 'ORD-001' })).toEqual(['warn']);
    });

    it('leaves out lines without a message, and the metrics of others', () => {
      const metrics = {
        _aws: { CloudWatchMetrics: [{ Metrics: [{ Name: 'sales' }] }] },
        sales: 1,
        exact: {},
      };
      const ended = JSON.stringify({ message: 'ended', status: 200, ...metrics });
      const items = [line('a', '{"_aws":{}}'), line('a', ended)];
      const [item, ...others] = queryLogs(items, { withoutMetrics: true, limit: 10 });
      expect(Object.keys(item ?? {})).toEqual(['timestamp', 'function_name', 'message', 'status']);
      expect(others).toEqual([]);
    });

    it('leaves out routine of background work, but not its errors', () => {
      expect(found({ withoutRoutine: (name: string) => name === 'job' })).toEqual([
        'debug',
        'info',
        'warn',
        'error',
      ]);
    });
  });

  it('finds the lines after those of an earlier answer, or all when they were of an earlier run', () => {
    const messages = (after: number) => queryLogs(lines, { after, limit: 10 }).length;
    expect([messages(0), messages(3), messages(5), messages(6)]).toEqual([5, 2, 0, 5]);
  });
});
