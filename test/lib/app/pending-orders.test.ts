import { describe, expect, it } from 'vitest';
import { readPendingGauges, reportPendingOrders } from '../../../lib/app/pending-orders.ts';
import type { PendingOrders, PendingOrdersReader } from '../../../lib/app/ports/pending-orders-reader.ts';
import { aCall } from '../../builders/a-call.ts';
import { calmly } from '../../harness/shop/calmly.ts';

const setUp = (pendingOrders: PendingOrdersReader['pendingOrders']) => {
  const counted: PendingOrders[] = [];
  const failures: unknown[] = [];
  const report = reportPendingOrders({
    pending: { pendingOrders },
    timeoutMs: 5,
    onCounted: (orders) => counted.push(orders),
    onFailure: (reason) => failures.push(reason),
  });
  return { report, counted, failures };
};

const never: PendingOrdersReader['pendingOrders'] = ({ signal }) =>
  new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason));
  });

describe('reportPendingOrders', () => {
  it.each([
    ['how many orders wait', { count: 2, oldestAt: 1_000 }],
    ['that none waits', { count: 0, oldestAt: undefined }],
  ])('tells %s', async (_, orders) => {
    const { report, counted, failures } = setUp(async () => orders);
    expect(await report(calmly)).toEqual({ pending: orders.count });
    expect(counted).toEqual([orders]);
    expect(failures).toEqual([]);
  });

  describe('when the orders cannot be counted', () => {
    it('says why and no number, and does not fail', async () => {
      const { report, counted, failures } = setUp(async () => Promise.reject(new Error('broken')));
      expect(await report(calmly)).toEqual({});
      expect(counted).toEqual([]);
      expect(failures).toEqual([new Error('broken')]);
    });

    it('gives up after its time', async () => {
      const { report, counted, failures } = setUp(never);
      expect(await report(calmly)).toEqual({});
      expect(counted).toEqual([]);
      expect(failures).toMatchObject([{ name: 'TimeoutError' }]);
    });

    it('gives up when its run does', async () => {
      const { report, failures } = setUp(never);
      expect(await report(aCall({ signal: AbortSignal.abort(new Error('over')) }))).toEqual({});
      expect(failures).toEqual([new Error('over')]);
    });
  });
});

describe('readPendingGauges', () => {
  const placedAt = Date.parse('2026-07-01T12:00:00.500Z');

  const setUp = (...answers: readonly PendingOrders[]) => {
    const rest = [...answers];
    let now = 0;
    const read = readPendingGauges({
      pending: { pendingOrders: async () => rest.shift() ?? { count: -1, oldestAt: undefined } },
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

  it('gives the number of pending orders and when the oldest was placed, in seconds', async () => {
    const { read } = setUp({ count: 2, oldestAt: placedAt });
    expect(await read()).toEqual({
      orders_pending: 2,
      orders_oldest_pending_timestamp_seconds: placedAt / 1_000,
    });
  });

  it('gives 0 for the oldest when no order is pending', async () => {
    const { read } = setUp({ count: 0, oldestAt: undefined });
    expect(await read()).toEqual({ orders_pending: 0, orders_oldest_pending_timestamp_seconds: 0 });
  });

  it('counts again only when the count is older than it may be', async () => {
    const { read, pass } = setUp({ count: 2, oldestAt: placedAt }, { count: 5, oldestAt: placedAt });
    await read();
    pass(9_999);
    expect((await read()).orders_pending).toBe(2);
    pass(1);
    expect((await read()).orders_pending).toBe(5);
  });
});
