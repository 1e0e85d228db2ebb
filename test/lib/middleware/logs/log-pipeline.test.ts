import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { unpackLogBatch } from '../../../../lib/middleware/logs/log-pipeline.ts';

const batch = {
  messageType: 'DATA_MESSAGE',
  owner: '000000000000',
  logGroup: '/aws/lambda/create-order',
  logStream: '2026/07/01/[$LATEST]0123',
  subscriptionFilters: ['aggregate-metrics'],
  logEvents: [{ id: '1', timestamp: 1_782_907_200_000, message: '{"exact":{}}\n' }],
};
const eventOf = (content: unknown) => ({
  awslogs: { data: gzipSync(JSON.stringify(content)).toString('base64') },
});

describe('unpackLogBatch', () => {
  it('gives the lines of a batch and the stream that they are of', async () => {
    expect(await unpackLogBatch(eventOf(batch))).toEqual({
      stream: '2026/07/01/[$LATEST]0123',
      lines: [{ timestamp: 1_782_907_200_000, message: '{"exact":{}}\n' }],
      unreadable: 0,
    });
  });

  it('gives no lines of a message that only checks the subscription', async () => {
    const control = { ...batch, messageType: 'CONTROL_MESSAGE', logStream: 'CWL CONTROL MESSAGE' };
    expect(await unpackLogBatch(eventOf(control))).toMatchObject({ lines: [], unreadable: 0 });
  });

  it.each([
    ['no gzip', { awslogs: { data: 'bm8gZ3ppcA==' } }],
    ['no Base64', { awslogs: { data: '\u0000' } }],
    ['no JSON', { awslogs: { data: gzipSync('{').toString('base64') } }],
    ['no batch', eventOf({ lines: [] })],
    ['a line without a time', eventOf({ ...batch, logEvents: [{ message: '' }] })],
    ['no data', { awslogs: {} }],
    ['another event', {}],
    ['nothing', null],
    [
      'more than there can be',
      { awslogs: { data: gzipSync(Buffer.alloc(65 * 1024 * 1024)).toString('base64') } },
    ],
  ])('counts %s as one that cannot be read', async (_, event) => {
    expect(await unpackLogBatch(event as never)).toEqual({ stream: 'unreadable', lines: [], unreadable: 1 });
  });
});
