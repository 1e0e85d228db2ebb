import { describe, expect, it } from 'vitest';
import { slotMs } from '../../../lib/metrics/exact-line.ts';
import { presentMetrics } from '../../../lib/metrics/exposition/formats.ts';
import { readMetrics } from '../../../lib/metrics/exposition.ts';
import { createMemoryMetricsStore } from '../../doubles/memory-metrics-store.ts';
import { seriesValues } from '../../harness/exposition/parse-exposition.ts';
import { anAggregator, calmly } from '../../harness/metrics/an-aggregator.ts';
import { aCountingEnvironment } from '../../harness/metrics/counting-environment.ts';

const hour = 3_600_000;
/** The first moment of a slot. */
const start = Math.floor(Date.parse('2026-07-01T12:00:00Z') / slotMs) * slotMs;

/** Environments, the aggregator and /metrics, with one clock. */
const setUp = () => {
  let now = start;
  const clock = () => now;
  const store = createMemoryMetricsStore();
  const { hear } = anAggregator(store, clock);
  const environments = ['env-1', 'env-2', 'env-3'].map((env) => aCountingEnvironment(env, { now: clock }));
  const read = readMetrics({
    store,
    gaugesOf: () => ({}),
    readGauges: async () => ({}),
    clock,
    optionalTimeoutMs: 1_000,
    onPartMissing: () => {},
  });
  return {
    at: (time: number) => {
      now = time;
    },
    /** Orders that took so many seconds, one after the other in another environment. */
    async delivered(seconds: readonly number[]) {
      for (const [n, each] of seconds.entries()) {
        environments[n % environments.length]?.metrics.observe('order_processing_seconds', {}, each);
      }
      for (const { printed } of environments) await hear(printed());
    },
    async shown() {
      const values = seriesValues(presentMetrics(await read(calmly), undefined).body, 'text');
      const of = (series: string) => values.get(`order_processing_seconds${series}`) ?? 'missing';
      return {
        quantiles: ['0.5', '0.9', '0.99'].map((part) => of(`{quantile="${part}"}`)),
        sum: of('_sum{}'),
        count: of('_count{}'),
      };
    },
  };
};

const upTo = (count: number) => Array.from({ length: count }, (_, n) => n + 1);
const none = [Number.NaN, Number.NaN, Number.NaN];

describe('order_processing_seconds', () => {
  it('has no quantiles, and counts nothing, before the first order is delivered', async () => {
    expect(await setUp().shown()).toEqual({ quantiles: none, sum: 0, count: 0 });
  });

  it('has the quantiles of all environments within 1 %', async () => {
    const { delivered, shown } = setUp();
    await delivered(upTo(1_000));
    const { quantiles, sum, count } = await shown();
    expect([sum, count]).toEqual([500_500, 1_000]);
    for (const [index, exact] of [500, 900, 990].entries()) {
      expect(Math.abs(Number(quantiles[index]) / exact - 1)).toBeLessThanOrEqual(0.01);
    }
  });

  it('adds up exactly beyond the numbers that JavaScript can tell apart, also within one environment', async () => {
    const { delivered, shown } = setUp();
    for (let n = 0; n < 3; n += 1) await delivered([5e9, 0, 0]);
    await delivered([1, 0, 0]);
    expect((await shown()).sum).toBe(15_000_000_001);
  });

  it('forgets a slot when it has been over for an hour, and never its sum and count', async () => {
    const { at, delivered, shown } = setUp();
    await delivered([60]);
    at(start + slotMs + hour - 1);
    expect((await shown()).quantiles[0]).toBeCloseTo(60, 0);
    at(start + slotMs + hour);
    expect(await shown()).toEqual({ quantiles: none, sum: 60, count: 1 });
  });

  it('keeps quantiles of later slots, from environments that have counted before', async () => {
    const { at, delivered, shown } = setUp();
    await delivered(upTo(9).map(() => 60));
    at(start + hour);
    await delivered([6_000]);
    const both = await shown();
    at(start + slotMs + hour);
    const later = await shown();
    expect([both.quantiles[0], later.quantiles[0]].map((value) => Math.round(Number(value) / 60))).toEqual([
      1, 100,
    ]);
    expect([later.sum, later.count]).toEqual([6_540, 10]);
  });
});
