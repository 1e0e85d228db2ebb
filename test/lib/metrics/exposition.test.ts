import { describe, expect, it } from 'vitest';
import type { PendingOrders } from '../../../lib/app/ports/pending-orders-reader.ts';
import { readMetrics } from '../../../lib/metrics/exposition.ts';
import type { MetricsStore } from '../../../lib/metrics/metrics-store.ts';
import { slotMs } from '../../../lib/metrics/quantiles/exponential-bins.ts';
import { createMemoryMetricsStore } from '../../doubles/memory-metrics-store.ts';
import { calmly } from '../../harness/metrics/an-aggregator.ts';

const start = Date.parse('2026-07-01T12:00:00Z');
const key = { fn: 'create-order', env: 'env-1' };

const setUp = (change: Partial<MetricsStore> = {}) => {
  const store = { ...createMemoryMetricsStore(), ...change };
  let now = start;
  let pending: PendingOrders | Error | 'never' = { count: 2, oldestAt: start - 60_500 };
  const failures: [string, unknown][] = [];
  const read = readMetrics({
    store,
    pending: {
      pendingOrders: async ({ signal }) => {
        if (pending instanceof Error) throw pending;
        if (pending !== 'never') return pending;
        return new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
        });
      },
    },
    clock: () => now,
    extrasTimeoutMs: 5,
    onExtraUnreadable: (what, reason) => failures.push([what, reason]),
  });
  return {
    store,
    failures,
    read: () => read(calmly),
    pass: (ms: number) => {
      now += ms;
    },
    become: (orders: typeof pending) => {
      pending = orders;
    },
  };
};

describe('readMetrics', () => {
  it('reads totals, the window’s bins, gauges and examples', async () => {
    const { store, read } = setUp();
    const slot = Math.floor(start / slotMs);
    const change = { key, state: { seq: 1, counts: { series: {} } }, after: undefined, now: start };
    const slots = [slot - 7, slot - 6, slot].map((each) => ({ series: 'ps', slot: each, bins: { 1: 1 } }));
    await store.advance({ ...change, growth: { 'er|ORD-001': 2 }, slots }, calmly);
    await store.noteNewestLine(start - 500, calmly);
    const example = { series: 'ov', bucket: '10', value: 1, correlationId: 'correlation-1', at: start };
    await store.saveExemplars([example], calmly);
    expect(await read()).toEqual({
      totals: new Map([['er|ORD-001', 2n]]),
      bins: { order_processing_seconds: new Map([['1', 2]]) },
      gauges: {
        orders_pending: 2,
        orders_oldest_pending_timestamp_seconds: (start - 60_500) / 1_000,
        order_service_metrics_last_ingested_timestamp_seconds: (start - 500) / 1_000,
      },
      exemplars: [example],
    });
  });

  it('gives 0 for times that there are not', async () => {
    const { read, become } = setUp();
    become({ count: 0, oldestAt: undefined });
    expect((await read()).gauges).toEqual({
      orders_pending: 0,
      orders_oldest_pending_timestamp_seconds: 0,
      order_service_metrics_last_ingested_timestamp_seconds: 0,
    });
  });

  it('counts pending orders every ten seconds', async () => {
    const { read, become, pass } = setUp();
    await read();
    become({ count: 5, oldestAt: start });
    pass(9_999);
    expect((await read()).gauges.orders_pending).toBe(2);
    pass(1);
    expect((await read()).gauges.orders_pending).toBe(5);
  });

  it('goes without gauges that cannot be read, and says why', async () => {
    const { read, become, failures } = setUp();
    become(new Error('no'));
    const { gauges } = await read();
    expect(Object.keys(gauges)).toEqual(['order_service_metrics_last_ingested_timestamp_seconds']);
    expect(failures).toEqual([['pending orders', new Error('no')]]);
  });

  it('does not wait for orders that take long to count', async () => {
    const { read, become, failures } = setUp();
    become('never');
    const { gauges, totals } = await read();
    expect([gauges['orders_pending'], totals]).toEqual([undefined, new Map()]);
    expect(failures).toMatchObject([['pending orders', { name: 'TimeoutError' }]]);
  });

  it('goes without examples and the time of the newest line when they cannot be read', async () => {
    const no = async () => Promise.reject(new Error('no'));
    const { read, failures } = setUp({ exemplars: no, newestLine: no });
    const { gauges, exemplars } = await read();
    expect(Object.keys(gauges)).toEqual(['orders_pending', 'orders_oldest_pending_timestamp_seconds']);
    expect(exemplars).toEqual([]);
    expect(failures.map(([what]) => what).sort()).toEqual(['examples', 'newest line']);
  });

  it('never shows less than before, even if the table was put back to yesterday', async () => {
    let totals = new Map([['er|ORD-001', 7n]]);
    const { read } = setUp({ totals: async () => totals });
    await read();
    totals = new Map([
      ['er|ORD-001', 3n],
      ['er|ORD-002', 1n],
    ]);
    const shown = new Map((await read()).totals);
    expect(shown).toEqual(
      new Map([
        ['er|ORD-001', 7n],
        ['er|ORD-002', 1n],
      ]),
    );
    totals = new Map([['er|ORD-001', 8n]]);
    expect((await read()).totals.get('er|ORD-001')).toBe(8n);
  });

  it('fails when totals cannot be read: a scrape that fails is better than one that is wrong', async () => {
    const { read } = setUp({ totals: async () => Promise.reject(new Error('no')) });
    await expect(read()).rejects.toThrow('no');
  });
});
