import { describe, expect, it } from 'vitest';
import {
  type ReportPendingOrdersDependencies,
  readOldestPending,
  reportPendingOrders,
} from '../../../lib/app/pending-orders.ts';
import { aCall } from '../../builders/a-call.ts';
import { calmly } from '../../harness/shop/calmly.ts';

type Count = ReportPendingOrdersDependencies['count'];

const setUp = (count: Count) => {
  const counted: number[] = [];
  const failures: unknown[] = [];
  const report = reportPendingOrders({
    count,
    timeoutMs: 5,
    onCounted: (pending) => counted.push(pending),
    onFailure: (reason) => failures.push(reason),
  });
  return { report, counted, failures };
};

const never: Count = ({ signal }) =>
  new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason));
  });

describe('reportPendingOrders', () => {
  it.each([2, 0])('reports %i pending orders', async (pending) => {
    const { report, counted, failures } = setUp(async () => pending);
    expect(await report(calmly)).toEqual({ pending });
    expect(counted).toEqual([pending]);
    expect(failures).toEqual([]);
  });

  describe('when the orders cannot be counted', () => {
    it('reports the reason and no number, and does not fail', async () => {
      const { report, counted, failures } = setUp(async () => Promise.reject(new Error('broken')));
      expect(await report(calmly)).toEqual({});
      expect(counted).toEqual([]);
      expect(failures).toEqual([new Error('broken')]);
    });

    it('ends at its time limit', async () => {
      const { report, counted, failures } = setUp(never);
      expect(await report(calmly)).toEqual({});
      expect(counted).toEqual([]);
      expect(failures).toMatchObject([{ name: 'TimeoutError' }]);
    });

    it('ends with its run', async () => {
      const { report, failures } = setUp(never);
      expect(await report(aCall({ signal: AbortSignal.abort(new Error('over')) }))).toEqual({});
      expect(failures).toEqual([new Error('over')]);
    });
  });
});

describe('readOldestPending', () => {
  const placedAt = Date.parse('2026-07-01T12:00:00.500Z');

  const setUp = (...answers: readonly (number | undefined)[]) => {
    const rest = [...answers];
    let now = 0;
    const read = readOldestPending({
      pending: { oldestPendingAt: async () => rest.shift() },
      clock: () => now,
      ttlMs: 10_000,
    });
    return {
      read: () => read(calmly),
      pass: (ms: number) => {
        now += ms;
      },
    };
  };

  it('gives when the oldest pending order was placed, in seconds', async () => {
    const { read } = setUp(placedAt);
    expect(await read()).toEqual({ orders_oldest_pending_timestamp_seconds: placedAt / 1_000 });
  });

  it('gives 0 when no order is pending', async () => {
    const { read } = setUp(undefined);
    expect(await read()).toEqual({ orders_oldest_pending_timestamp_seconds: 0 });
  });

  it('reads again only when the time is older than it may be', async () => {
    const { read, pass } = setUp(1_000, 2_000);
    await read();
    pass(9_999);
    expect((await read()).orders_oldest_pending_timestamp_seconds).toBe(1);
    pass(1);
    expect((await read()).orders_oldest_pending_timestamp_seconds).toBe(2);
  });
});
