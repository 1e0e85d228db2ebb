import { describe, expect, it } from 'vitest';
import { deadlineExceeded, dependencyUnavailable } from '../../../lib/contract/errors/factories.ts';
import { slotMs } from '../../../lib/metrics/exact-line.ts';
import type { MetricsStore } from '../../../lib/metrics/metrics-store.ts';
import { createMemoryMetricsStore } from '../../doubles/memory-metrics-store.ts';
import { anAggregator, calmly, countedTotals } from '../../harness/metrics/an-aggregator.ts';
import { aCountingEnvironment } from '../../harness/metrics/counting-environment.ts';

const start = Date.parse('2026-07-01T12:00:00Z');
const day = 24 * 3_600_000;

/** An environment that has printed some lines, each after one more error. */
const someLines = (count: number, env = 'env-1') => {
  const { metrics, printed } = aCountingEnvironment(env, { now: () => start });
  return Array.from({ length: count }, () => {
    metrics.increment('order_service_errors_total', { code: 'ORD-001' });
    return printed();
  }).flat();
};

const setUp = (change: (store: MetricsStore) => Partial<MetricsStore> = () => ({}), now = start) => {
  const memory = createMemoryMetricsStore();
  const store = { ...memory, ...change(memory) };
  return { store, ...anAggregator(store, () => now) };
};

const selfTotals = async (store: MetricsStore) =>
  Object.fromEntries(
    [...(await store.totals(calmly))]
      .filter(([cell]) => /^(?:ml|il)\b/.test(cell))
      .map(([cell, count]) => [cell, Number(count)]),
  );

describe('aggregateLines', () => {
  it('takes the counts of the latest line, and reports the outcome of each', async () => {
    const { store, hear, reports } = setUp();
    const [one, two, three, four] = someLines(4);
    if (!one || !two || !three || !four) throw new Error('no lines');
    await hear([three, one, three]);
    await hear([two, four, { message: 'broken', timestamp: start }]);
    expect(await countedTotals(store)).toEqual({ 'er|ORD-001': 4 });
    expect(reports).toMatchObject([
      { ingested: 2, duplicate: 1, malformed: 0 },
      { ingested: 1, duplicate: 1, malformed: 1 },
    ]);
    expect(await selfTotals(store)).toEqual({
      'ml|ingested': 3,
      'ml|duplicate': 2,
      'ml|malformed': 1,
      'il|0.5': 5,
    });
  });

  it('counts how long each line was on its way', async () => {
    const { store, hear, reports } = setUp(undefined, start + 1_500);
    await hear(someLines(2));
    expect(await selfTotals(store)).toEqual({ 'ml|ingested': 2, 'il|2.5': 2, 'il|sum': 3_000_000 });
    expect(reports[0]?.greatestLagMs).toBe(1_500);
  });

  it('adds up the counts of several environments in one batch', async () => {
    const { store, hear } = setUp();
    await hear([...someLines(2), ...someLines(3, 'env-2')]);
    expect(await countedTotals(store)).toEqual({ 'er|ORD-001': 5 });
  });

  it('brings totals that were put back to an earlier time up to date from the logs', async () => {
    const lines = ['env-1', 'env-2'].flatMap((env) => someLines(6, env));
    const { store, hear } = setUp();
    // What the table had when it was saved: half of one environment, nothing of the other.
    await hear(lines.slice(0, 3));
    await hear(lines.toReversed());
    expect(await countedTotals(store)).toEqual({ 'er|ORD-001': 12 });
  });

  it('refuses a line that is older than the states it would need, and takes one that is not', async () => {
    const expired = setUp(undefined, start + 90 * day + 1);
    await expired.hear(someLines(1));
    expect(await countedTotals(expired.store)).toEqual({});
    expect(await selfTotals(expired.store)).toEqual({ 'ml|expired': 1 });
    const late = setUp(undefined, start + 90 * day);
    await late.hear(someLines(1));
    expect(await countedTotals(late.store)).toEqual({ 'er|ORD-001': 1 });
  });

  it('adds up the lag of thousands of old lines without loss of precision', async () => {
    const growths: number[] = [];
    const { hear, store } = setUp((memory) => ({
      advance: (change, options) => {
        growths.push(...Object.values(change.growth));
        return memory.advance(change, options);
      },
    }));
    const lines = someLines(2_000).map((line) => ({ ...line, timestamp: start - 89 * day }));
    expect(await hear(lines)).toMatchObject({ ingested: 2_000, duplicate: 0 });
    expect(growths.filter((by) => !Number.isSafeInteger(by))).toEqual([]);
    expect((await store.totals(calmly)).get('il|sum')).toBe(BigInt(2_000 * 89 * day) * 1_000n);
  });

  it('counts a line that counts back as malformed, and nothing of it', async () => {
    const { store, hear } = setUp();
    const [first, second] = someLines(2);
    if (!first || !second) throw new Error('no lines');
    await hear([first]);
    await hear([{ ...second, message: second.message.replace('"er|ORD-001":2', '"er|ORD-001":0') }]);
    expect(await countedTotals(store)).toEqual({ 'er|ORD-001': 1 });
    expect((await selfTotals(store))['ml|malformed']).toBe(1);
    await hear([second]);
    expect(await countedTotals(store)).toEqual({ 'er|ORD-001': 2 });
  });

  it('counts a batch that could not be unpacked', async () => {
    const { store } = setUp();
    const { hear } = anAggregator(store);
    await hear([]);
    expect(await selfTotals(store)).toEqual({});
    const aggregate = anAggregator(store);
    await aggregate.hearUnreadable();
    expect(await selfTotals(store)).toEqual({ 'ml|malformed': 1 });
  });

  describe('when another batch conflicts', () => {
    it('reads the state again and tries once more', async () => {
      let refusals = 3;
      const { store, hear } = setUp((memory) => ({
        advance: async (...change) => {
          refusals -= 1;
          return refusals > 0 ? false : memory.advance(...change);
        },
      }));
      await hear(someLines(2));
      expect(await countedTotals(store)).toEqual({ 'er|ORD-001': 2 });
    });

    it('counts once a change whose answer was lost, when the batch is repeated', async () => {
      const { store, hear } = setUp((memory) => ({
        advance: async (...change) => {
          await memory.advance(...change);
          throw dependencyUnavailable('dynamodb', 1);
        },
      }));
      await expect(hear(someLines(2))).rejects.toMatchObject({ code: 'SYS-002' });
      await hear(someLines(2));
      expect(await countedTotals(store)).toEqual({ 'er|ORD-001': 2 });
    });

    it('fails the batch when the store is unavailable', async () => {
      const { hear } = setUp(() => ({
        advance: async () => Promise.reject(dependencyUnavailable('dynamodb', 1)),
      }));
      await expect(hear(someLines(1))).rejects.toMatchObject({ code: 'SYS-002' });
    });

    it('ends with SYS-004 when every attempt meets a conflict', async () => {
      let tries = 0;
      const { hear } = setUp(() => ({
        advance: async () => {
          tries += 1;
          return false;
        },
      }));
      await expect(hear(someLines(1))).rejects.toMatchObject({ code: 'SYS-004' });
      expect(tries).toBeGreaterThan(8);
    });

    it('fails at once when its time is up', async () => {
      let tries = 0;
      const { hear } = setUp(() => ({
        stateOf: async () => {
          tries += 1;
          throw deadlineExceeded();
        },
      }));
      await expect(hear(someLines(1))).rejects.toMatchObject({ code: 'SYS-003' });
      expect(tries).toBe(1);
    });
  });

  describe('beside the totals', () => {
    const observed = (times: readonly number[]) => {
      let now = start;
      const { metrics, printed } = aCountingEnvironment('env-1', { now: () => now });
      return times.map((time, n) => {
        now = time;
        metrics.observe('order_value_dollars', {}, 12);
        return printed(`correlation-${n}`);
      });
    };

    it('keeps an example of each bucket, at most one in five minutes', async () => {
      const { store, hear } = setUp(undefined, start + 300_000);
      const kept: object[] = [];
      for (const lines of observed([start, start + 299_999, start + 300_000])) {
        await hear(lines);
        kept.push(...(await store.exemplars(calmly)));
      }
      const example = { series: 'ov', bucket: '25', value: 1_200 };
      expect(kept).toEqual([
        { ...example, correlationId: 'correlation-0', at: start },
        { ...example, correlationId: 'correlation-0', at: start },
        { ...example, correlationId: 'correlation-2', at: start + 300_000 },
      ]);
    });

    it('writes one example of each bucket, the latest, however many lines a batch has', async () => {
      const written: object[] = [];
      const { hear } = setUp(
        () => ({
          saveExemplars: async (exemplars) => {
            written.push(...exemplars);
          },
        }),
        start + 2_000,
      );
      await hear(observed([start + 1_000, start + 2_000, start]).flat());
      expect(written).toMatchObject([{ bucket: '25', at: start + 2_000 }]);
    });

    it('stores the time of the newest line within five seconds', async () => {
      const { store, hear } = setUp(undefined, start + 60_000);
      const newest: (number | undefined)[] = [];
      for (const lines of observed([start, start + 4_999, start + 5_000])) {
        await hear(lines);
        newest.push(await store.newestLine(calmly));
      }
      expect(newest).toEqual([start, start, start + 5_000]);
    });

    it('limits a future time to the present, so that a clock that is ahead does not hide silence', async () => {
      const { store, hear } = setUp();
      await hear(observed([start + 3_600_000]).flat());
      expect(await store.newestLine(calmly)).toBe(start);
      expect(await store.exemplars(calmly)).toMatchObject([{ at: start }]);
    });

    it('adds the counts when neither can be stored', async () => {
      const { store, hear, lost } = setUp(() => ({
        noteNewestLine: async () => Promise.reject(new Error('no')),
      }));
      await hear(someLines(1));
      expect(await countedTotals(store)).toEqual({ 'er|ORD-001': 1 });
      expect(lost).toHaveLength(1);
    });

    it('keeps no bins of times that are still to come, which no quantile is made of', async () => {
      const slot = Math.floor(start / slotMs);
      const bySlot = Object.fromEntries(Array.from({ length: 200 }, (_, n) => [slot + n, { 1: 1 }]));
      const exact = { fn: 'summarize-orders', env: 'env-1', seq: 1, series: {}, slots: { ps: bySlot } };
      const { store, hear } = setUp();
      await hear([{ message: JSON.stringify({ exact }), timestamp: start }]);
      expect(await store.binsSince('ps', 0, calmly)).toEqual(new Map([['1', 2]]));
    });

    it('keeps bins as long as a quantile is made of them', async () => {
      const { metrics, printed } = aCountingEnvironment('env-1', { now: () => start });
      metrics.observe('order_processing_seconds', {}, 60);
      const lines = printed();
      const late = setUp(undefined, start + 3_600_000 + 2 * slotMs + slotMs);
      await late.hear(lines);
      expect(await late.store.binsSince('ps', 0, calmly)).toEqual(new Map());
      expect(await countedTotals(late.store)).toEqual({ 'ps|count': 1, 'ps|whole': 60 });
      const inTime = setUp();
      await inTime.hear(lines);
      expect((await inTime.store.binsSince('ps', 0, calmly)).size).toBe(1);
    });
  });
});
