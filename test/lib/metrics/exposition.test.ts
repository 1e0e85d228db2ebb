import { describe, expect, it } from 'vitest';
import { slotMs } from '../../../lib/metrics/exact-line.ts';
import { type Gauges, readMetrics } from '../../../lib/metrics/exposition.ts';
import type { MetricsStore } from '../../../lib/metrics/metrics-store.ts';
import { createMemoryMetricsStore } from '../../doubles/memory-metrics-store.ts';
import { calmly } from '../../harness/metrics/an-aggregator.ts';

const start = Date.parse('2026-07-01T12:00:00Z');
const key = { fn: 'create-order', env: 'env-1' };

const setUp = (change: Partial<MetricsStore> = {}) => {
  const store = { ...createMemoryMetricsStore(), ...change };
  let gauges: Gauges | Error | 'never' = { orders_oldest_pending_timestamp_seconds: 5 };
  const failures: [string, unknown][] = [];
  const read = readMetrics({
    store,
    gaugesOf: (totals) => ({ orders_pending: Number(totals.get('er|ORD-001') ?? 0n) }),
    readGauges: async ({ signal }) => {
      if (gauges instanceof Error) throw gauges;
      if (gauges !== 'never') return gauges;
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
      });
    },
    clock: () => start,
    optionalTimeoutMs: 5,
    onPartMissing: (part, reason) => failures.push([part, reason]),
  });
  return {
    store,
    failures,
    read: () => read(calmly),
    become: (change: typeof gauges) => {
      gauges = change;
    },
  };
};

describe('readMetrics', () => {
  it('reads totals, the window’s bins, gauges and exemplars', async () => {
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
        orders_oldest_pending_timestamp_seconds: 5,
        order_service_metrics_last_ingested_timestamp_seconds: (start - 500) / 1_000,
      },
      exemplars: [example],
    });
  });

  it('gives 0 for the newest line before the first one', async () => {
    const { read } = setUp();
    expect((await read()).gauges).toEqual({
      orders_pending: 0,
      orders_oldest_pending_timestamp_seconds: 5,
      order_service_metrics_last_ingested_timestamp_seconds: 0,
    });
  });

  it('omits gauges that cannot be read, and reports the reason', async () => {
    const { read, become, failures } = setUp();
    become(new Error('no'));
    const { gauges } = await read();
    expect(Object.keys(gauges)).toEqual([
      'orders_pending',
      'order_service_metrics_last_ingested_timestamp_seconds',
    ]);
    expect(failures).toEqual([['gauges', new Error('no')]]);
  });

  it('does not wait for gauges that take long to read', async () => {
    const { read, become, failures } = setUp();
    become('never');
    const { gauges, totals } = await read();
    expect([gauges.orders_oldest_pending_timestamp_seconds, totals]).toEqual([undefined, new Map()]);
    expect(failures).toMatchObject([['gauges', { name: 'TimeoutError' }]]);
  });

  it('goes without exemplars and the time of the newest line when they cannot be read', async () => {
    const no = async () => Promise.reject(new Error('no'));
    const { read, failures } = setUp({ exemplars: no, newestLine: no });
    const { gauges, exemplars } = await read();
    expect(Object.keys(gauges)).toEqual(['orders_pending', 'orders_oldest_pending_timestamp_seconds']);
    expect(exemplars).toEqual([]);
    expect(failures.map(([part]) => part).sort()).toEqual(['exemplars', 'newest line']);
  });

  it('never shows less than before in a counter, even if the table was put back to yesterday', async () => {
    let totals = new Map([['er|ORD-001', 7n]]);
    const { read } = setUp({ totals: async () => totals });
    await read();
    totals = new Map([
      ['er|ORD-001', 3n],
      ['er|ORD-002', 1n],
    ]);
    const reading = await read();
    expect(reading.gauges.orders_pending).toBe(3);
    const shown = new Map(reading.totals);
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
