import type { AggregationReport } from '../../../lib/metrics/aggregator.ts';
import { aggregateLines, type LogLine } from '../../../lib/metrics/aggregator.ts';
import type { MetricsStore } from '../../../lib/metrics/metrics-store.ts';
import { aCall } from '../../builders/a-call.ts';
import { retryPromptly } from '../../doubles/prompt-retry.ts';

export const calmly = aCall();

/** An aggregator on a store, whose waits take no time. */
export const anAggregator = (store: MetricsStore, clock: () => number = Date.now) => {
  const reports: AggregationReport[] = [];
  const lost: unknown[] = [];
  const aggregate = aggregateLines({
    store,
    clock,
    retryOnConflict: retryPromptly,
    telemetry: { aggregated: (report) => reports.push(report), extrasLost: (reason) => lost.push(reason) },
  });
  return {
    reports,
    lost,
    hearUnreadable: () => aggregate({ stream: 'stream', lines: [], unreadable: 1 }, calmly),
    hear: (lines: readonly LogLine[], stream = 'stream') =>
      aggregate({ stream, lines, unreadable: 0 }, calmly),
  };
};

/** The totals of what functions have counted, without what the aggregator counts about itself. */
export const countedTotals = async (store: MetricsStore): Promise<Record<string, number>> =>
  Object.fromEntries(
    [...(await store.totals(calmly))]
      .filter(([cell]) => !/^(?:ml|il)\b/.test(cell))
      .map(([cell, count]) => [cell, Number(count)]),
  );
