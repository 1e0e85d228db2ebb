import { describe, expect, it } from 'vitest';
import { queryLogs } from '../../../../tools/local-cloud/logs/log-query.ts';

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
    expect(queryLogs(lines, { limit: 10 })).toEqual([
      { correlationId: 'abc-12345', message: 'one' },
      { message: 'plain abc-12345' },
      { correlationId: 'abc-12345', message: 'two' },
      { correlationId: 'other', message: 'about abc-12345' },
      { message: '["abc-12345"]' },
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
    expect(queryLogs(lines, { correlationId: 'abc-12345', limit: 1 })).toEqual([
      { correlationId: 'abc-12345', message: 'two' },
    ]);
  });
});
