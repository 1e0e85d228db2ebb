import { describe, expect, it } from 'vitest';
import { judgeUnansweredRequests, type UnansweredRequest } from '../../../lib/metrics/unanswered-requests.ts';
import { createRecordingLogger } from '../../doubles/recording-logger.ts';
import { createRecordingMetrics } from '../../doubles/recording-metrics.ts';
import { calmly } from '../../harness/shop/calmly.ts';

const now = Date.parse('2026-07-01T12:00:00Z');
const day = 24 * 3_600_000;

const aLine = (fields: object = {}, timestamp = now) => ({
  message: JSON.stringify({
    requestId: 'request-1',
    routeKey: 'POST /api/v1/orders',
    status: '500',
    functionStatus: '-',
    ...fields,
  }),
  timestamp,
});

const judge = async (
  lines: readonly { message: string; timestamp: number }[],
  known: string[] = [],
  failing?: string,
) => {
  const logger = createRecordingLogger();
  const metrics = createRecordingMetrics();
  const asked: UnansweredRequest[] = [];
  const report = await judgeUnansweredRequests({
    store: {
      async *count(requests) {
        asked.push(...requests);
        for (const request of requests) {
          if (request.requestId === failing) throw new Error('the table is down');
          if (!known.includes(request.requestId)) yield request;
        }
      },
    },
    clock: () => now,
    logger,
    metrics,
  })({ lines, unreadable: 0 }, calmly).catch((error: unknown) => ({ error }));
  metrics.take();
  return { report, asked, codes: logger.lines.map(({ code }) => code), published: metrics.published };
};

const nothing = { judged: 0, duplicate: 0, unjudged: 0, malformed: 0, expired: 0 };

describe('judgeUnansweredRequests', () => {
  it('judges each request once, though its line comes twice', async () => {
    const { report, asked } = await judge([aLine(), aLine(), aLine({ requestId: 'request-2' })]);
    expect(report).toEqual({ ...nothing, judged: 2, duplicate: 1 });
    expect(asked.map(({ requestId }) => requestId)).toEqual(['request-1', 'request-2']);
  });

  it('sends CloudWatch the requests that were not counted before', async () => {
    const lines = [
      aLine(),
      aLine({ requestId: 'request-2', routeKey: 'POST /api/v1/orders/{orderId}/payment' }),
    ];
    const { report, published } = await judge(lines, ['request-1']);
    expect(report).toEqual({ ...nothing, judged: 1, duplicate: 1 });
    const bad = (slo: string) => ({ name: 'slo_events_total', labels: { slo, outcome: 'bad' }, value: 1 });
    expect(published[0]?.samples).toEqual([bad('availability'), bad('payment-success')]);
  });

  it('sends CloudWatch the requests that were counted before the store failed', async () => {
    const lines = [aLine(), aLine({ requestId: 'request-2' })];
    const { report, published } = await judge(lines, [], 'request-2');
    expect(report).toEqual({ error: new Error('the table is down') });
    expect(published[0]?.samples).toEqual([
      { name: 'slo_events_total', labels: { slo: 'availability', outcome: 'bad' }, value: 1 },
    ]);
  });

  it('leaves routes that monitor the service, and those that do not exist, unjudged', async () => {
    const { report, asked } = await judge([
      aLine({ routeKey: 'GET /health/ready' }),
      aLine({ routeKey: '$default' }),
    ]);
    expect(report).toEqual({ ...nothing, unjudged: 2 });
    expect(asked).toEqual([]);
  });

  it('leaves a request unjudged that its function has answered, unless the gateway refused the answer', async () => {
    const answered = { functionStatus: '503', integrationError: '-' };
    const refused = { functionStatus: '200', integrationError: 'malformed', requestId: 'request-2' };
    const { report, asked } = await judge([aLine(answered), aLine(refused)]);
    expect(report).toEqual({ ...nothing, judged: 1, unjudged: 1 });
    expect(asked.map(({ requestId }) => requestId)).toEqual(['request-2']);
  });

  it('counts a failure of the gateway before its routing against availability', async () => {
    const { asked } = await judge([aLine({ routeKey: '-' })]);
    expect(asked[0]?.events).toEqual([{ slo: 'availability', outcome: 'bad' }]);
  });

  it.each([
    ['no JSON', 'Internal Server Error'],
    ['no id', JSON.stringify({ routeKey: '$default', status: '500' })],
    ['an id without a value', aLine({ requestId: '-' }).message],
    ['another status', aLine({ status: '200' }).message],
  ])('logs a line with %s, and judges the others', async (_, message) => {
    const { report, codes } = await judge([{ message, timestamp: now }, aLine()]);
    expect(report).toEqual({ ...nothing, judged: 1, malformed: 1 });
    expect(codes).toEqual(['LOG-REQ-006', 'LOG-REQ-005']);
  });

  it('leaves out a line that is older than the markers', async () => {
    const { report } = await judge([aLine({}, now - 29 * day), aLine({}, now - 27 * day)]);
    expect(report).toEqual({ ...nothing, judged: 1, expired: 1 });
  });
});
