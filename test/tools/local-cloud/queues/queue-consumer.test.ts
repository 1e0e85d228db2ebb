import type { SQSEvent } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { InvocationOutcome } from '../../../../tools/local-cloud/lambda/invocation.ts';
import type { Pace } from '../../../../tools/local-cloud/pace.ts';
import { createQueue } from '../../../../tools/local-cloud/queues/queue.ts';
import { createQueueConsumer } from '../../../../tools/local-cloud/queues/queue-consumer.ts';
import { answered, threw } from '../../../harness/local-cloud/outcomes.ts';

type Work = (event: SQSEvent) => InvocationOutcome | Promise<InvocationOutcome>;

const aConsumer = (work: Work, retryMs: Pace['queueRetryMs'] = 50, batchWindowMs = 0) => {
  const queue = createQueue({ visibilityTimeoutMs: 90_000, maxReceiveCount: 3, now: Date.now });
  const batches: string[][] = [];
  const consumer = createQueueConsumer({
    queueName: 'work',
    queue,
    batchSize: 2,
    batchWindowMs,
    invoke: async (event) => {
      batches.push((event as SQSEvent).Records.map(({ body }) => body));
      return work(event as SQSEvent);
    },
    retryMs,
    now: Date.now,
  });
  return { queue, consumer, batches };
};

const idOf = ({ Records }: SQSEvent, body: string) =>
  Records.find((record) => record.body === body)?.messageId;

describe('createQueueConsumer', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('hands messages over as Lambda does', async () => {
    const events: SQSEvent[] = [];
    const { queue, consumer } = aConsumer((event) => {
      events.push(event);
      return answered(null);
    });
    queue.send('hello');
    consumer.start();
    await consumer.stop();
    expect(events[0]?.Records[0]).toEqual({
      messageId: expect.any(String),
      receiptHandle: expect.any(String),
      body: 'hello',
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: String(Date.now()),
        SenderId: expect.any(String),
        ApproximateFirstReceiveTimestamp: String(Date.now()),
      },
      messageAttributes: {},
      md5OfBody: '5d41402abc4b2a76b9719d911017c592',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:us-east-1:123456789012:work',
      awsRegion: 'us-east-1',
    });
  });

  it('deletes handled messages, and returns only failed ones to the queue', async () => {
    const { queue, consumer, batches } = aConsumer((event) => {
      const failed = batches.length === 1 ? [{ itemIdentifier: idOf(event, 'b') }] : [];
      return answered({ batchItemFailures: failed });
    });
    queue.send('a');
    queue.send('b');
    consumer.start();
    await vi.advanceTimersByTimeAsync(49);
    expect(batches).toEqual([['a', 'b']]);
    await vi.advanceTimersByTimeAsync(1);
    expect(batches).toEqual([['a', 'b'], ['b']]);
    await consumer.stop();
    expect(queue.snapshot()).toMatchObject({ visible: 0, inFlight: 0, deadLetters: [] });
  });

  it('tries a batch that fails as a whole until its messages are dead letters', async () => {
    const { queue, consumer, batches } = aConsumer(() => threw('broken'));
    queue.send('a');
    consumer.start();
    await vi.advanceTimersByTimeAsync(1_000);
    await consumer.stop();
    expect(batches).toEqual([['a'], ['a'], ['a']]);
    expect(queue.snapshot().deadLetters).toMatchObject([{ body: 'a', receiveCount: 3 }]);
  });

  it('delivers a failed message again after its visibility timeout, counted from its receipt, as on AWS', async () => {
    const { queue, consumer, batches } = aConsumer(async () => {
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      return threw('broken');
    }, 'visibility-timeout');
    queue.send('a');
    consumer.start();
    await vi.advanceTimersByTimeAsync(89_999);
    expect(batches).toEqual([['a']]);
    await vi.advanceTimersByTimeAsync(1);
    expect(batches).toEqual([['a'], ['a']]);
    const stopped = consumer.stop();
    await vi.advanceTimersByTimeAsync(2_000);
    await stopped;
  });

  it('works on two batches at once and takes the next when one is done', async () => {
    const pending: ((outcome: InvocationOutcome) => void)[] = [];
    const { queue, consumer, batches } = aConsumer(() => new Promise((resolve) => pending.push(resolve)));
    for (const body of ['a', 'b', 'c', 'd', 'e']) queue.send(body);
    consumer.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(batches).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    pending[0]?.(answered(null));
    await vi.advanceTimersByTimeAsync(0);
    expect(batches[2]).toEqual(['e']);
    for (const resolve of pending) resolve(answered(null));
    await consumer.stop();
  });

  it('lets messages wait for others for as long as the batch window, unless a batch is full', async () => {
    const { queue, consumer, batches } = aConsumer(() => answered(null), 50, 5_000);
    consumer.start();
    queue.send('a');
    await vi.advanceTimersByTimeAsync(4_999);
    expect(batches).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(batches).toEqual([['a']]);
    for (const body of ['b', 'c', 'd']) queue.send(body);
    await vi.advanceTimersByTimeAsync(0);
    expect(batches).toEqual([['a'], ['b', 'c']]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(batches).toEqual([['a'], ['b', 'c'], ['d']]);
    await consumer.stop();
  });

  it('finishes batches in progress when it is stopped, and receives no others', async () => {
    const { promise, resolve } = Promise.withResolvers<InvocationOutcome>();
    const { queue, consumer, batches } = aConsumer(() => promise);
    queue.send('a');
    consumer.start();
    const stopped = consumer.stop();
    queue.send('b');
    resolve(answered(null));
    await stopped;
    expect(batches).toEqual([['a']]);
    expect(queue.snapshot()).toMatchObject({ visible: 1, inFlight: 0 });
  });
});
