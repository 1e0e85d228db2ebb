import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asyncFailuresPrefix } from '../../../../lib/contract/failure-records.ts';
import type { GivenUpBatch } from '../../../../lib/metrics/redrive-batches.ts';
import { createS3GivenUpBatches } from '../../../../lib/metrics/s3-given-up-batches.ts';
import { createFailedDeliveries } from '../../../../tools/local-cloud/consumers/failed-deliveries.ts';
import { createFailureBucketApi } from '../../../../tools/local-cloud/consumers/failure-bucket-api.ts';
import { type HttpServer, startHttpServer } from '../../../../tools/local-cloud/http/http-server.ts';
import { accessKeyOf, createAccessControl } from '../../../../tools/local-cloud/iam/access-control.ts';
import { bucketArn } from '../../../../tools/local-cloud/iam/permission.ts';
import { calmly } from '../../../harness/metrics/an-aggregator.ts';

const bucketName = 'failures';
const noon = Date.parse('2026-07-01T12:00:00Z');
const event = (data: string) => ({ awslogs: { data } });

const failures = createFailedDeliveries(
  () => noon,
  () => {},
);
const give = (functionName: string, source: 'logs' | 'stream', data: string) =>
  failures.record({
    functionName,
    source,
    condition: 'RetryAttemptsExhausted',
    reason: 'no',
    event: event(data),
  });

const objects = bucketArn(`${bucketName}/${asyncFailuresPrefix}*`);
const accessControl = createAccessControl({
  grants: new Map([
    [
      'reader',
      [
        { action: 's3:ListBucket', resource: bucketArn(bucketName) },
        { action: 's3:GetObject', resource: objects },
      ],
    ],
    ['stranger', []],
  ]),
  mode: 'strict',
  print: () => {},
});

describe('the local failure bucket', () => {
  let server: HttpServer;
  const as = (functionName: string, name = bucketName) => {
    const credentials = async () => ({ accessKeyId: accessKeyOf(functionName), secretAccessKey: 'secret' });
    return createS3GivenUpBatches({ name, region: 'eu-central-1', endpoint: server.url, credentials, fetch });
  };
  const list = async (batches: ReturnType<typeof as>): Promise<GivenUpBatch[]> =>
    Array.fromAsync(batches.list(calmly));

  beforeAll(async () => {
    server = await startHttpServer(
      createFailureBucketApi({ bucketName, grantedPrefix: asyncFailuresPrefix, failures, accessControl }),
      0,
    );
    give('aggregate-metrics', 'logs', 'one');
    give('relay-events', 'stream', 'two');
    give('order-service-prod-judge-unanswered', 'logs', 'three');
  });
  afterAll(() => server.close(0));

  it('lists the batches of readers of logs, with their function and time', async () => {
    expect((await list(as('developer'))).map(({ consumer, givenUpAt }) => [consumer, givenUpAt])).toEqual([
      ['aggregate-metrics', noon],
      ['judge-unanswered', noon],
    ]);
  });

  it('lists more batches than a page holds, each once', async () => {
    for (let n = 0; n < 900; n += 1) give('aggregate-metrics', 'logs', `more ${n}`);
    const keys = (await list(as('developer'))).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toHaveLength(902);
  });

  it('returns the event of a batch as its function got it, and removes the batch', async () => {
    const batches = as('developer');
    const [first] = await list(batches);
    if (!first) throw new Error('no batch');
    const { awslogs } = await batches.read(first, calmly);
    expect(failures.list().find(({ key }) => key === first.key)?.event).toEqual({ awslogs });
    await batches.remove(first, calmly);
    await expect(batches.read(first, calmly)).rejects.toThrow('The specified key does not exist.');
  });

  it('refuses a function without the permission', async () => {
    const [first] = await list(as('reader'));
    if (!first) throw new Error('no batch');
    await expect(as('reader').remove(first, calmly)).rejects.toThrow('Access Denied');
    await expect(list(as('stranger'))).rejects.toThrow('Access Denied');
  });

  it('answers no other bucket', async () => {
    await expect(list(as('developer', 'other'))).rejects.toThrow('The specified bucket does not exist');
  });
});
