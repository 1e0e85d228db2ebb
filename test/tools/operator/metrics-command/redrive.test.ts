import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

const eventOf = (env: string) => {
  const logEvents = linesOf(env).map((line) => ({ id: '1', ...line }));
  const batch = { messageType: 'DATA_MESSAGE', logStream: env, logEvents };
  return { awslogs: { data: gzipSync(JSON.stringify(batch)).toString('base64') } };
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
    requestPayload: eventOf('env-6'),
  },
  'given-up/2026/07/relay.json': {
    requestContext: { functionArn: `${functions}:order-service-prod-relay-events:live` },
    DDBStreamBatchInfo: { shardId: 'shard-1' },
    payload: { Records: [] },
  },
  'failures.json': {
    items: [
      { functionName: 'aggregate-metrics', event: eventOf('env-3') },
      { functionName: 'relay-events', event: { Records: [] } },
    ],
  },
  'lines.json': { events: [...linesOf('env-4'), ...linesOf('env-5')] },
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

  it('adds up lines of every form, once however often it is repeated', async () => {
    const store = createMemoryMetricsStore();
    const printed: string[] = [];
    const reported: string[] = [];
    const batches = await readBatchFiles([join(folder, 'good')], (text) => reported.push(text));
    expect(reported).toEqual(['2 records of other functions left out.']);
    for (let time = 1; time <= 2; time++) {
      await redrive(batches, { store, now: Date.now, print: (text) => printed.push(text) }, calmly);
      expect(await countedTotals(store)).toEqual({ 'er|ORD-001': 5 });
    }
    expect(printed).toEqual([
      '4 batches: 5 lines aggregated, 0 duplicate, 0 malformed, 0 expired',
      '4 batches: 0 lines aggregated, 5 duplicate, 0 malformed, 0 expired',
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
