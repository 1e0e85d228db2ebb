import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UnansweredStore } from '../../../../lib/metrics/unanswered-requests.ts';
import { readBatchFiles } from '../../../../tools/operator/metrics-command/read-batches.ts';
import { redrive } from '../../../../tools/operator/metrics-command/redrive.ts';
import { createMemoryMetricsStore } from '../../../doubles/memory-metrics-store.ts';
import { calmly, countedTotals } from '../../../harness/metrics/an-aggregator.ts';
import { aCountingEnvironment } from '../../../harness/metrics/counting-environment.ts';

const linesOf = (env: string) => {
  const { metrics, printed } = aCountingEnvironment(env);
  metrics.increment('order_service_errors_total', { code: 'ORD-001' });
  return printed();
};

/** A line of the access log. */
const requestLine = (requestId: string, status: string, functionStatus = '-') => ({
  timestamp: Date.now(),
  message: JSON.stringify({
    requestId,
    routeKey: 'GET /api/v1/orders',
    status,
    functionStatus,
    integrationError: '-',
  }),
});

const eventWith = (lines: readonly { timestamp: number; message: string }[]) => {
  const logEvents = lines.map((line) => ({ id: '1', ...line }));
  const batch = { messageType: 'DATA_MESSAGE', logStream: 'stream', logEvents };
  return { awslogs: { data: gzipSync(JSON.stringify(batch)).toString('base64') } };
};

const eventOf = (env: string) => eventWith(linesOf(env));

/** Remembers the requests that it has counted. */
const unansweredStore = () => {
  const counted = new Set<string>();
  const store: UnansweredStore = {
    async *count(requests) {
      for (const request of requests) {
        if (counted.has(request.requestId)) continue;
        counted.add(request.requestId);
        yield request;
      }
    },
  };
  return { store, counted };
};

const functions = 'arn:aws:lambda:eu-central-1:123456789012:function';

const contents = {
  'event.json': eventOf('env-1'),
  'given-up/2026/07/record.json': {
    version: '1.0',
    requestContext: { functionArn: `${functions}:order-service-prod-aggregate-metrics:live` },
    requestPayload: eventOf('env-2'),
    responsePayload: {},
  },
  // The bucket has the records of every function that gives up.
  'given-up/2026/07/judge.json': {
    requestContext: { functionArn: `${functions}:order-service-prod-judge-unanswered:live` },
    requestPayload: eventWith([requestLine('request-1', '500')]),
  },
  'given-up/2026/07/relay.json': {
    requestContext: { functionArn: `${functions}:order-service-prod-relay-events:live` },
    DDBStreamBatchInfo: { shardId: 'shard-1' },
    payload: { Records: [] },
  },
  'failures.json': {
    items: [
      { functionName: 'aggregate-metrics', event: eventOf('env-3') },
      { functionName: 'judge-unanswered', event: eventWith([requestLine('request-2', '503')]) },
      { functionName: 'relay-events', event: { Records: [] } },
    ],
  },
  'lines.json': { events: [...linesOf('env-4'), ...linesOf('env-5')] },
  // The second has an answer of its function, which has judged it.
  'requests.json': {
    events: [requestLine('request-2', '503'), requestLine('request-3', '500', '500')],
  },
};

describe('npm run metrics -- redrive', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'redrive-'));
    await mkdir(join(folder, 'good/given-up/2026/07'), { recursive: true });
    for (const [name, content] of Object.entries(contents)) {
      await writeFile(join(folder, 'good', name), JSON.stringify(content));
    }
    await writeFile(join(folder, 'other.json'), '{"orders":[]}');
    await writeFile(join(folder, 'broken.json'), '{');
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('adds up lines of every form, once over repeated runs', async () => {
    const store = createMemoryMetricsStore();
    const unanswered = unansweredStore();
    const printed: string[] = [];
    const reported: string[] = [];
    const batches = await readBatchFiles([join(folder, 'good')], (text) => reported.push(text));
    expect(reported).toEqual(['1 record of other functions left out.']);
    for (let time = 1; time <= 2; time++) {
      const print = (text: string) => printed.push(text);
      await redrive(batches, { store, unanswered: unanswered.store, now: Date.now, print }, calmly);
      expect(await countedTotals(store)).toEqual({ 'er|ORD-001': 5 });
      expect([...unanswered.counted]).toEqual(['request-2', 'request-1']);
    }
    expect(printed).toEqual([
      '4 batches: 5 lines aggregated, 0 duplicate, 0 malformed, 0 expired',
      '3 batches of the access log: 2 requests judged, 1 duplicate, 1 unjudged, 0 malformed, 0 expired',
      '4 batches: 0 lines aggregated, 5 duplicate, 0 malformed, 0 expired',
      '3 batches of the access log: 0 requests judged, 3 duplicate, 1 unjudged, 0 malformed, 0 expired',
    ]);
  });

  it.each([
    ['other.json', /other\.json is not in a known format/],
    ['broken.json', /broken\.json is not in a known format/],
    ['missing.json', /missing\.json does not exist/],
  ])('names a file that is of no use: %s', async (name, message) => {
    await expect(readBatchFiles([join(folder, name)], () => {})).rejects.toThrow(message);
  });
});
