import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partsOfUnit } from '../../../lib/contract/metric-definition.ts';
import { metrics as catalogue } from '../../../lib/contract/metrics.ts';
import type { LogLine } from '../../../lib/metrics/aggregator.ts';
import { binOf } from '../../../lib/metrics/exact-line.ts';
import { foldEnvironments } from '../../../lib/metrics/fold-environments.ts';
import { createMemoryMetricsStore } from '../../doubles/memory-metrics-store.ts';
import { anAggregator, calmly, countedTotals } from '../../harness/metrics/an-aggregator.ts';
import { aCountingEnvironment } from '../../harness/metrics/counting-environment.ts';

const { relativeError } = catalogue.order_processing_seconds;
const hour = 3_600_000;
const start = Date.parse('2026-07-01T12:00:00Z');

/** One invocation: which environment runs it, what it counts, and what becomes of its line. */
const invocation = fc.record({
  environment: fc.nat(4),
  seconds: fc.constantFrom(0.001, 0.005, 0.007, 0.3, 3, 12),
  errors: fc.nat(2),
  /** How often its line is delivered: a lost one never. */
  copies: fc.constantFrom(0, 1, 1, 2, 3),
});

const plan = fc.record({
  invocations: fc.array(invocation, { maxLength: 40 }),
  order: fc.array(fc.nat(), { maxLength: 120 }),
  batchSizes: fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 10 }),
  /** After which batches everything that can be folded is folded. */
  folds: fc.array(fc.boolean(), { maxLength: 20 }),
});

type Plan = typeof plan extends fc.Arbitrary<infer T> ? T : never;

/** Lets the environments count, and gives their lines in delivery order, with the last of each at least once. */
const runEnvironments = ({ invocations, order }: Plan) => {
  const environments = Array.from({ length: 5 }, (_, n) =>
    aCountingEnvironment(`env-${n}`, { now: () => start }),
  );
  const tally: Record<string, number> = {};
  const add = (cell: string, by: number) => {
    if (by > 0) tally[cell] = (tally[cell] ?? 0) + by;
  };
  const bins = new Map<string, number>();
  const delivered: LogLine[] = [];
  const lastOf = new Map<number, LogLine[]>();
  for (const { environment, seconds, errors, copies } of invocations) {
    const { metrics, printed } = environments[environment] ?? aCountingEnvironment('none');
    const route = { method: 'POST', endpoint: '/api/v1/orders' } as const;
    metrics.observe('order_service_request_duration_seconds', route, seconds);
    metrics.observe('order_processing_seconds', {}, seconds);
    metrics.increment('order_service_errors_total', { code: 'ORD-004' }, errors);
    const bucket = [0.005, 0.01, 0.5, 5].find((bound) => seconds <= bound) ?? '+Inf';
    add(`rd|POST|/api/v1/orders|${bucket}`, 1);
    add('rd|POST|/api/v1/orders|sum', Math.round(seconds * partsOfUnit.seconds));
    add('ps|count', 1);
    add('ps|whole', Math.floor(seconds));
    add('ps|sum', Math.round(seconds * partsOfUnit.seconds) % partsOfUnit.seconds);
    const bin = binOf(Math.round(seconds * partsOfUnit.seconds), relativeError);
    bins.set(bin, (bins.get(bin) ?? 0) + 1);
    add('er|ORD-004', errors);
    const lines = printed();
    lastOf.set(environment, lines);
    for (let copy = 0; copy < copies; copy += 1) delivered.push(...lines);
  }
  delivered.push(...[...lastOf.values()].flat());
  const shuffled = delivered
    .map((line, index) => ({ line, rank: order[index % Math.max(1, order.length)] ?? 0 }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ line }) => line);
  return { tally, bins, shuffled };
};

const batchesOf = (lines: readonly LogLine[], sizes: readonly number[]): LogLine[][] => {
  const batches: LogLine[][] = [];
  for (let from = 0, n = 0; from < lines.length; n += 1) {
    const size = sizes[n % sizes.length] ?? 1;
    batches.push(lines.slice(from, from + size));
    from += size;
  }
  return batches;
};

describe('totals', () => {
  it('equal the sum of the counts of environments through faults of their lines and folding at any time', async () => {
    await fc.assert(
      fc.asyncProperty(plan, async (all) => {
        const { tally, shuffled } = runEnvironments(all);
        let now = start;
        const store = createMemoryMetricsStore();
        const { hear } = anAggregator(store, () => now);
        const fold = foldEnvironments({
          store,
          clock: () => now,
          drain: { clock: () => now, concurrency: 1, reserveMs: 0, onOldestDue: () => {} },
          onFolded: () => {},
          onFailure: (_, reason) => {
            throw reason;
          },
        });
        let shown: Record<string, number> = {};
        for (const [n, batch] of batchesOf(shuffled, all.batchSizes).entries()) {
          await hear(batch);
          const before = await countedTotals(store);
          for (const [cell, count] of Object.entries(shown))
            expect(before[cell]).toBeGreaterThanOrEqual(count);
          shown = before;
          if (!all.folds[n % Math.max(1, all.folds.length)]) continue;
          now += 30 * hour;
          await fold(calmly);
          expect(await countedTotals(store)).toEqual(before);
          expect(await Array.fromAsync(store.silentBefore(now, calmly))).toEqual([]);
        }
        expect(await countedTotals(store)).toEqual(tally);
      }),
    );
  });

  it('are the same when batches are worked on at the same time', async () => {
    await fc.assert(
      fc.asyncProperty(plan, async (all) => {
        const { tally, bins, shuffled } = runEnvironments(all);
        const store = createMemoryMetricsStore();
        const aggregators = [anAggregator(store, () => start), anAggregator(store, () => start)];
        await Promise.all(
          batchesOf(shuffled, all.batchSizes).map((batch, n) => aggregators[n % 2]?.hear(batch)),
        );
        expect(await countedTotals(store)).toEqual(tally);
        expect(await store.binsSince('ps', 0, calmly)).toEqual(bins);
      }),
    );
  });
});
