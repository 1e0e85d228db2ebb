import { describe, expect, it } from 'vitest';
import { foldEnvironments } from '../../../lib/metrics/fold-environments.ts';
import type { MetricsStore } from '../../../lib/metrics/metrics-store.ts';
import { aCall } from '../../builders/a-call.ts';
import { createMemoryMetricsStore } from '../../doubles/memory-metrics-store.ts';
import { anAggregator, calmly, countedTotals } from '../../harness/metrics/an-aggregator.ts';
import { aCountingEnvironment } from '../../harness/metrics/counting-environment.ts';

const start = Date.parse('2026-07-01T12:00:00Z');
const hour = 3_600_000;

const setUp = async (change: Partial<MetricsStore> = {}) => {
  const store = createMemoryMetricsStore();
  const environments = ['env-1', 'env-2', 'env-3'].map((env) =>
    aCountingEnvironment(env, { now: () => start }),
  );
  const line = (n: number) => {
    environments[n]?.metrics.increment('order_service_errors_total', { code: 'ORD-001' });
    return environments[n]?.printed() ?? [];
  };
  await anAggregator(store, () => start).hear([...line(0), ...line(1)]);
  await anAggregator(store, () => start + 20 * hour).hear(line(2));
  let folded = 0;
  const failures: unknown[] = [];
  const ages: number[] = [];
  const foldAt = (now: number, options = calmly) =>
    foldEnvironments({
      store: { ...store, ...change },
      clock: () => now,
      drain: { clock: () => now, concurrency: 1, reserveMs: 0, onOldestDue: (age) => ages.push(age) },
      onFolded: () => {
        folded += 1;
      },
      onFailure: (key, reason) => failures.push([key, reason]),
    })(options);
  return { store, foldAt, line, failures, ages, told: () => folded };
};

describe('foldEnvironments', () => {
  it('folds environments that were silent for more than 26 hours, and reports each', async () => {
    const { foldAt, told } = await setUp();
    expect(await foldAt(start + 26 * hour)).toMatchObject({ found: 0, folded: 0 });
    expect(await foldAt(start + 27 * hour)).toEqual({ found: 2, folded: 2, failed: 0, complete: true });
    expect(await foldAt(start + 27 * hour)).toMatchObject({ found: 0, folded: 0 });
    expect(told()).toBe(2);
  });

  it('changes no total, and a late line counts for its news alone', async () => {
    const { store, foldAt, line } = await setUp();
    await foldAt(start + 27 * hour);
    expect(await countedTotals(store)).toEqual({ 'er|ORD-001': 3 });
    await anAggregator(store, () => start + 28 * hour).hear(line(0));
    expect(await countedTotals(store)).toEqual({ 'er|ORD-001': 4 });
  });

  it('continues after one that fails', async () => {
    const { foldAt, failures } = await setUp({ fold: async () => Promise.reject(new Error('no')) });
    expect(await foldAt(start + 27 * hour)).toMatchObject({ found: 2, folded: 0, failed: 2 });
    expect(failures).toHaveLength(2);
  });

  it('puts off one that fails to the next hour, and reports for how long it has been due', async () => {
    const { foldAt, ages } = await setUp({ fold: async () => Promise.reject(new Error('no')) });
    await foldAt(start + 27 * hour);
    expect(await foldAt(start + 27.9 * hour)).toMatchObject({ found: 0 });
    expect(await foldAt(start + 30 * hour)).toMatchObject({ found: 2, failed: 2 });
    expect(ages).toEqual([0, 0, 0, 3 * hour]);
  });

  it('does not count one that printed a line meanwhile', async () => {
    const { foldAt, told } = await setUp({ fold: async () => false });
    expect(await foldAt(start + 27 * hour)).toMatchObject({ found: 2, folded: 0, failed: 0 });
    expect(told()).toBe(0);
  });

  it('stops when its time is up', async () => {
    const { foldAt } = await setUp();
    expect(await foldAt(start + 27 * hour, aCall({ signal: AbortSignal.abort() }))).toMatchObject({
      found: 0,
      complete: false,
    });
  });

  it('folds 1,500 of them in one run, although the first 100 fail', async () => {
    const silent = Array.from({ length: 1_500 }, (_, n) => ({ fn: 'fn', env: `env-${n}`, heardAt: start }));
    const { foldAt, told } = await setUp({
      silentBefore: async function* () {
        yield* silent;
      },
      putOff: async () => {},
      fold: async ({ env }) =>
        Number(env.slice('env-'.length)) < 100 ? Promise.reject(new Error('no')) : true,
    });
    const counts = { found: 1_500, folded: 1_400, failed: 100, complete: true };
    expect(await foldAt(start + 27 * hour)).toEqual(counts);
    expect(told()).toBe(1_400);
  });
});
