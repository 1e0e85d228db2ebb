import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  type GivenUpBatch,
  type RedriveTries,
  redriveBatches,
} from '../../../lib/metrics/redrive-batches.ts';
import { unpackLogBatch } from '../../../lib/middleware/logs/log-pipeline.ts';
import { createMemoryMetricsStore } from '../../doubles/memory-metrics-store.ts';
import { anAggregator, calmly, countedTotals } from '../../harness/metrics/an-aggregator.ts';
import { aCountingEnvironment } from '../../harness/metrics/counting-environment.ts';

const noon = Date.parse('2026-07-01T12:00:00Z');

const aBatch = (key: string, consumer: GivenUpBatch['consumer'] = 'aggregate-metrics'): GivenUpBatch => ({
  key,
  consumer,
  givenUpAt: noon - 60_000,
});

const eventOf = (lines: readonly string[]) => {
  const logEvents = lines.map((message, n) => ({ id: String(n), timestamp: noon, message }));
  const batch = JSON.stringify({ messageType: 'DATA_MESSAGE', logStream: 'stream', logEvents });
  return { awslogs: { data: gzipSync(batch).toString('base64') } };
};

const always: RedriveTries = { begin: async () => true };

/** A failure bucket with the lines of each batch, and an aggregator. */
const setUp = (kept: readonly (readonly [GivenUpBatch, readonly string[]])[], tries = always) => {
  const store = createMemoryMetricsStore();
  const aggregator = anAggregator(store, () => noon);
  const bucket = new Map(kept.map((entry) => [entry[0].key, entry]));
  const outcomes: string[] = [];
  const failures: unknown[] = [];
  const judged: string[] = [];
  let failing: string | undefined;
  const run = redriveBatches({
    batches: {
      async *list() {
        for (const [batch] of [...bucket.values()]) yield batch;
      },
      read: async ({ key }) => eventOf(bucket.get(key)?.[1] ?? []),
      remove: async ({ key }) => {
        bucket.delete(key);
      },
    },
    tries,
    consume: {
      'aggregate-metrics': async (event) => {
        const { lines } = unpackLogBatch(event);
        if (lines.some(({ message }) => message === failing)) throw new Error('poison');
        await aggregator.hear(lines);
      },
      'judge-unanswered': async (event) => {
        judged.push(...unpackLogBatch(event).lines.map(({ message }) => message));
      },
    },
    clock: () => noon,
    drain: { clock: () => noon, concurrency: 2, reserveMs: 0, onOldestDue: () => {} },
    onOutcome: (outcome) => outcomes.push(outcome),
    onFailure: ({ key }, reason) => failures.push([key, String(reason)]),
  });
  return {
    store,
    aggregator,
    run: () => run(calmly),
    left: () => [...bucket.keys()],
    fail: (line: string) => {
      failing = line;
    },
    outcomes,
    failures,
    judged,
  };
};

/** A line of a new environment that has counted an error `times` times. */
const lineOf = (env: string, times = 1): string => {
  const environment = aCountingEnvironment(env, { now: () => noon });
  for (let n = 0; n < times; n += 1) {
    environment.metrics.increment('order_service_errors_total', { code: 'ORD-001' });
  }
  return environment
    .printed()
    .map(({ message }) => message)
    .join('');
};

describe('redriveBatches', () => {
  it('adds the counts of given-up batches to the totals, each once, and removes the batches', async () => {
    const [first, second] = [lineOf('env-1', 2), lineOf('env-2')];
    const { store, aggregator, run, left, outcomes } = setUp([
      [aBatch('a'), [first]],
      [aBatch('b'), [second, first]],
    ]);
    await aggregator.hear([{ message: second, timestamp: noon }]);
    expect(await run()).toEqual({ found: 2, redriven: 2, failed: 0, abandoned: 0, complete: true });
    expect(await countedTotals(store)).toEqual({ 'er|ORD-001': 3 });
    expect(left()).toEqual([]);
    expect(outcomes).toEqual(['redriven', 'redriven']);
  });

  it('hands each batch to the consumer that gave it up', async () => {
    const { store, run, judged } = setUp([[aBatch('a', 'judge-unanswered'), ['line']]]);
    await run();
    expect(judged).toEqual(['line']);
    expect(await countedTotals(store)).toEqual({});
  });

  it('keeps a batch that fails again, reports it, and processes the others', async () => {
    const poison = lineOf('env-1');
    const { run, left, fail, failures } = setUp([
      [aBatch('a'), [poison]],
      [aBatch('b'), [lineOf('env-2')]],
    ]);
    fail(poison);
    expect(await run()).toMatchObject({ redriven: 1, failed: 1, complete: true });
    expect(left()).toEqual(['a']);
    expect(failures).toEqual([['a', 'Error: poison']]);
  });

  it('counts a batch as abandoned in each run that may not try it', async () => {
    const { run, left, outcomes } = setUp([[aBatch('a'), [lineOf('env-1')]]], { begin: async () => false });
    expect(await run()).toMatchObject({ found: 1, redriven: 0, failed: 0, abandoned: 1 });
    await run();
    expect(outcomes).toEqual(['abandoned', 'abandoned']);
    expect(left()).toEqual(['a']);
  });
});
