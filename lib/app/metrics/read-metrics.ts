import { slotMs } from '../../contract/exponential-bins.ts';
import type { SummaryDefinition } from '../../contract/metric-definition.ts';
import { recordedMetrics } from '../../contract/metric-series.ts';
import type { GaugeName, MetricName } from '../../contract/metrics.ts';
import type { CallOptions } from '../ports/call-options.ts';
import type { Clock } from '../ports/clock.ts';
import type { Exemplar, MetricsStore } from '../ports/metrics-store.ts';
import type { PendingOrders, PendingOrdersReader } from '../ports/pending-orders.ts';
import { createHighWater } from './high-water.ts';

export interface ReadMetricsDependencies {
  readonly store: Pick<MetricsStore, 'totals' | 'binsSince' | 'newestLine' | 'exemplars'>;
  readonly pending: PendingOrdersReader;
  readonly clock: Clock;
  /** Told why the gauges of the database are missing this time. */
  readonly onGaugesUnreadable: (reason: unknown) => void;
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
 * @throws {ServiceError} SYS-002 or SYS-003 when the totals cannot be read; gauges are left out instead.
 */
export const readMetrics = ({ store, pending, clock, onGaugesUnreadable }: ReadMetricsDependencies) => {
  const highWater = createHighWater();
  let known: { readonly orders: PendingOrders; readonly until: number } | undefined;

  const pendingGauges = async (options: CallOptions): Promise<ServiceMetrics['gauges']> => {
    try {
      if (!known || known.until <= clock()) {
        known = { orders: await pending.pendingOrders(options), until: clock() + pendingTtlMs };
      }
      const { count, oldestAt } = known.orders;
      return { orders_pending: count, orders_oldest_pending_timestamp_seconds: seconds(oldestAt) };
    } catch (reason) {
      onGaugesUnreadable(reason);
      return {};
    }
  };

  const binsOf = async (
    [name, { code, windowSeconds }]: [MetricName, SummaryDefinition],
    options: CallOptions,
  ) => {
    const slot = Math.floor((clock() - windowSeconds * 1_000) / slotMs);
    return [name, await store.binsSince(code, slot, options)] as const;
  };

  return async (options: CallOptions): Promise<ServiceMetrics> => {
    const [totals, bins, newest, exemplars, gauges] = await Promise.all([
      store.totals(options),
      Promise.all(summaries.map((summary) => binsOf(summary, options))),
      store.newestLine(options),
      store.exemplars(options),
      pendingGauges(options),
    ]);
    return {
      totals: highWater(totals),
      bins: Object.fromEntries(bins),
      gauges: { ...gauges, order_service_metrics_last_ingested_timestamp_seconds: seconds(newest) },
      exemplars,
    };
  };
};
