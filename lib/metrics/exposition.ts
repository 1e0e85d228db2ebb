import type { PendingOrders, PendingOrdersReader } from '../app/ports/pending-orders-reader.ts';
import type { SummaryDefinition } from '../contract/metric-definition.ts';
import { recordedMetrics } from './exact-line.ts';
import type { GaugeName, MetricName } from '../contract/metrics.ts';
import { type CallOptions, limitCall } from '../platform/call-options.ts';
import type { Clock } from '../platform/ports.ts';
import { createHighWater } from './aggregation/high-water.ts';
import type { Exemplar, MetricsStore } from './metrics-store.ts';
import { slotMs } from './quantiles/exponential-bins.ts';

export interface ReadMetricsDependencies {
  readonly store: Pick<MetricsStore, 'totals' | 'binsSince' | 'newestLine' | 'exemplars'>;
  readonly pending: PendingOrdersReader;
  readonly clock: Clock;
  /** How long to wait for what a scrape can do without, in milliseconds. */
  readonly extrasTimeoutMs: number;
  /** Told what is missing this time, and why. */
  readonly onExtraUnreadable: (what: string, reason: unknown) => void;
}

/** All that is known of the service's metrics; what exactly, see the exposition's `MetricsReading`. */
export interface ServiceMetrics {
  readonly totals: ReadonlyMap<string, bigint>;
  readonly bins: Readonly<Partial<Record<MetricName, ReadonlyMap<string, number>>>>;
  readonly gauges: Readonly<Partial<Record<GaugeName, number>>>;
  readonly exemplars: readonly Exemplar[];
}

/** How long a count of pending orders is good for. */
const pendingTtlMs = 10_000;

const summaries = recordedMetrics.filter(
  (entry): entry is [MetricName, SummaryDefinition] => entry[1].type === 'summary',
);

const seconds = (ms: number | undefined): number => (ms ?? 0) / 1_000;

/**
 * Use case: read all metrics of the service. What it costs depends on the number of functions and series, not
 * on that of execution environments. No counter is ever less than it was.
 * @throws {ServiceError} SYS-002 or SYS-003 when totals or quantiles cannot be read. Gauges and examples are left
 *   out when they cannot, or not in time: a crowd of pending orders must not hide all the rest.
 */
export const readMetrics = (dependencies: ReadMetricsDependencies) => {
  const { store, pending, clock, extrasTimeoutMs, onExtraUnreadable } = dependencies;
  const highWater = createHighWater();
  let known: { readonly orders: PendingOrders; readonly until: number } | undefined;

  const ifPossible = async <T>(
    what: string,
    read: (options: CallOptions) => Promise<T>,
    options: CallOptions,
  ): Promise<T | undefined> => {
    try {
      return await read(limitCall(options, extrasTimeoutMs));
    } catch (reason) {
      onExtraUnreadable(what, reason);
      return undefined;
    }
  };

  const pendingGauges = async (options: CallOptions): Promise<ServiceMetrics['gauges']> => {
    if (!known || known.until <= clock()) {
      known = { orders: await pending.pendingOrders(options), until: clock() + pendingTtlMs };
    }
    const { count, oldestAt } = known.orders;
    return { orders_pending: count, orders_oldest_pending_timestamp_seconds: seconds(oldestAt) };
  };

  const newestGauge = async (options: CallOptions): Promise<ServiceMetrics['gauges']> => ({
    order_service_metrics_last_ingested_timestamp_seconds: seconds(await store.newestLine(options)),
  });

  const binsOf = async (
    [name, { code, windowSeconds }]: [MetricName, SummaryDefinition],
    options: CallOptions,
  ) => {
    const slot = Math.floor((clock() - windowSeconds * 1_000) / slotMs);
    return [name, await store.binsSince(code, slot, options)] as const;
  };

  return async (options: CallOptions): Promise<ServiceMetrics> => {
    const [totals, bins, pendingNow, newest, exemplars] = await Promise.all([
      store.totals(options),
      Promise.all(summaries.map((summary) => binsOf(summary, options))),
      ifPossible('pending orders', pendingGauges, options),
      ifPossible('newest line', newestGauge, options),
      ifPossible('examples', store.exemplars, options),
    ]);
    return {
      totals: highWater(totals),
      bins: Object.fromEntries(bins),
      gauges: { ...pendingNow, ...newest },
      exemplars: exemplars ?? [],
    };
  };
};
