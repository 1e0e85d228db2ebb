import { describe, expect, it } from 'vitest';
import { reportPendingOrders } from '../../../lib/app/pending-orders.ts';
import type { PendingOrders, PendingOrdersReader } from '../../../lib/app/ports/pending-orders-reader.ts';
import { aCall } from '../../builders/a-call.ts';
import { calmly } from '../../harness/metrics/an-aggregator.ts';

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
