import { aggregateLines, type LogBatch } from '../../../lib/metrics/aggregator.ts';
import type { MetricsStore } from '../../../lib/metrics/metrics-store.ts';
import type { CallOptions } from '../../../lib/platform/call-options.ts';
import { createRetryOnConflict } from '../../../lib/platform/resilience/retry-on-conflict.ts';
import { systemScheduler } from '../../../lib/platform/resilience/scheduler.ts';

export interface RedriveDependencies {
  readonly store: MetricsStore;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly print: (text: string) => void;
}

/** Aggregates the lines of batches like the aggregator and prints the number of lines by outcome. */
export const redrive = async (
  batches: readonly LogBatch[],
  { store, now, print }: RedriveDependencies,
  options: CallOptions,
): Promise<void> => {
  const sum = { ingested: 0, duplicate: 0, malformed: 0, expired: 0 };
  const aggregate = aggregateLines({
    store,
    clock: now,
    retryOnConflict: createRetryOnConflict({ scheduler: systemScheduler, random: Math.random }),
    telemetry: {
      aggregated: (report) => {
        for (const outcome of ['ingested', 'duplicate', 'malformed', 'expired'] as const) {
          sum[outcome] += report[outcome];
        }
      },
      extrasLost: () => {},
    },
  });
  for (const batch of batches) await aggregate(batch, options);
  const { ingested, duplicate, malformed, expired } = sum;
  print(
    `${batches.length} ${batches.length === 1 ? 'batch' : 'batches'}: ${ingested} lines aggregated, ${duplicate} duplicate, ${malformed} malformed, ${expired} expired`,
  );
};
