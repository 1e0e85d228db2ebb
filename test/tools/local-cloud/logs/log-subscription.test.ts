import { gunzipSync } from 'node:zlib';
import type { CloudWatchLogsDecodedData, CloudWatchLogsEvent } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFailedDeliveries } from '../../../../tools/local-cloud/consumers/failed-deliveries.ts';
import { createFaultInjection } from '../../../../tools/local-cloud/faults/fault-injection.ts';
import type { FaultSettings } from '../../../../tools/local-cloud/faults/fault-settings.ts';
import type { InvocationOutcome } from '../../../../tools/local-cloud/lambda/invocation.ts';
import { createLogStore } from '../../../../tools/local-cloud/logs/log-store.ts';
import { createLogSubscription } from '../../../../tools/local-cloud/logs/log-subscription.ts';
import { answered, threw } from '../../../harness/local-cloud/outcomes.ts';

const unpack = (event: unknown): CloudWatchLogsDecodedData =>
  JSON.parse(gunzipSync(Buffer.from((event as CloudWatchLogsEvent).awslogs.data, 'base64')).toString('utf8'));

const aSubscription = (
  work: (call: number) => InvocationOutcome | Promise<InvocationOutcome> = () => answered(null),
  logFaults: FaultSettings['logs'] = {},
) => {
  const logs = createLogStore(Date.now);
  const failures = createFailedDeliveries(Date.now, () => {});
  const delivered: CloudWatchLogsDecodedData[] = [];
  const subscription = createLogSubscription({
    reads: (logGroup) => logGroup !== '/aws/lambda/aggregate',
    functionName: 'aggregate',
    logs,
    wants: (message) => message.startsWith('count'),
    invoke: async (event) => {
      delivered.push(unpack(event));
      return work(delivered.length);
    },
    failures,
    faults: createFaultInjection({ seed: 4, bus: {}, logs: logFaults, webhooks: {} }),
    collectMs: 200,
    retryMs: 1_000,
    concurrency: 2,
    now: Date.now,
  });
  return {
    subscription,
    failures,
    delivered,
    print: (stream: string, ...lines: string[]) => logs.append(`/aws/lambda/${stream}`, stream, lines),
    batches: () => delivered.map(({ logEvents }) => logEvents.map(({ message }) => message)),
  };
};

describe('createLogSubscription', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('hands over the lines that match, one stream at a time, as CloudWatch Logs does', async () => {
    const { subscription, delivered, print } = aSubscription();
    subscription.start();
    print('pay', 'count 1', 'noise');
    print('ship', 'count 2');
    await vi.advanceTimersByTimeAsync(100);
    print('pay', 'count 3');
    await vi.advanceTimersByTimeAsync(100);
    expect(delivered).toHaveLength(2);
    expect(delivered[0]).toEqual({
      messageType: 'DATA_MESSAGE',
      owner: '123456789012',
      logGroup: '/aws/lambda/pay',
      logStream: 'pay',
      subscriptionFilters: ['aggregate'],
      logEvents: [
        { id: expect.stringMatching(/^\d{56}$/), timestamp: Date.now() - 200, message: 'count 1' },
        { id: expect.stringMatching(/^\d{56}$/), timestamp: Date.now() - 100, message: 'count 3' },
      ],
    });
    expect(delivered[1]?.logEvents.map(({ message }) => message)).toEqual(['count 2']);
    await subscription.stop();
  });

  it('hands over no lines of a log group that it does not read', async () => {
    const { subscription, delivered, print } = aSubscription();
    subscription.start();
    print('aggregate', 'count 1');
    await subscription.stop();
    expect(delivered).toEqual([]);
  });

  it('keeps lines that come before it starts', async () => {
    const { subscription, batches, print } = aSubscription();
    print('pay', 'count 1');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(batches()).toEqual([]);
    subscription.start();
    expect(batches()).toEqual([['count 1']]);
    await subscription.stop();
  });

  it('retries a batch twice before it gives it up', async () => {
    const { subscription, batches, failures, print } = aSubscription(() => threw('broken'));
    subscription.start();
    print('pay', 'count 1');
    await vi.advanceTimersByTimeAsync(200 + 1_000 + 1_999);
    expect(batches()).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(batches()).toHaveLength(3);
    expect(failures.list()).toMatchObject([
      { functionName: 'aggregate', source: 'logs', reason: 'Error: broken' },
    ]);
    expect(unpack(failures.list()[0]?.event).logEvents).toMatchObject([{ message: 'count 1' }]);
    await subscription.stop();
  });

  it('collects lines while the maximum of batches is in progress', async () => {
    const pending: ((outcome: InvocationOutcome) => void)[] = [];
    const { subscription, batches, print } = aSubscription(
      () => new Promise((resolve) => pending.push(resolve)),
    );
    subscription.start();
    for (const [index, stream] of ['a', 'b', 'c'].entries()) print(stream, `count ${index}`);
    await vi.advanceTimersByTimeAsync(200);
    expect(batches()).toEqual([['count 0'], ['count 1']]);
    print('c', 'count 3');
    await vi.advanceTimersByTimeAsync(200);
    pending[0]?.(answered(null));
    await vi.advanceTimersByTimeAsync(0);
    expect(batches()[2]).toEqual(['count 2', 'count 3']);
    for (const resolve of pending) resolve(answered(null));
    await subscription.stop();
  });

  it('hands over everything before it stops, without waiting for more', async () => {
    const { subscription, batches, print } = aSubscription();
    subscription.start();
    print('pay', 'count 1');
    const stopped = subscription.stop();
    print('pay', 'count 2');
    await stopped;
    expect(batches()).toEqual([['count 1']]);
  });

  describe('when faults are injected', () => {
    it('hands a batch over twice', async () => {
      const { subscription, batches, print } = aSubscription(undefined, { duplicate: 1 });
      subscription.start();
      print('pay', 'count 1');
      await vi.advanceTimersByTimeAsync(200);
      expect(batches()).toEqual([['count 1'], ['count 1']]);
      await subscription.stop();
    });

    it('lets batches overtake one another', async () => {
      const { subscription, batches, print } = aSubscription(undefined, { reorder: 1 });
      const lines = Array.from({ length: 10 }, (_, index) => `count ${index}`);
      subscription.start();
      for (const line of lines) {
        print(line, line);
        await vi.advanceTimersByTimeAsync(30);
      }
      await vi.advanceTimersByTimeAsync(10_000);
      expect(batches().flat()).not.toEqual(lines);
      expect(batches().flat().toSorted()).toEqual(lines);
      await subscription.stop();
    });

    it('cuts batches elsewhere, and hands each line over once more and then no more', async () => {
      const { subscription, batches, delivered, print } = aSubscription(undefined, { rebatch: 1 });
      subscription.start();
      print('pay', 'count 1', 'count 2', 'count 3');
      await vi.advanceTimersByTimeAsync(10_000);
      expect(batches().flat().toSorted()).toEqual([
        'count 1',
        'count 1',
        'count 2',
        'count 2',
        'count 3',
        'count 3',
      ]);
      expect(batches().at(-1)).toEqual(['count 1', 'count 2', 'count 3']);
      const ids = delivered.flatMap(({ logEvents }) => logEvents.map(({ id }) => id));
      expect(new Set(ids).size).toBe(3);
      await subscription.stop();
    });
  });
});
