import type { SummaryDefinition } from '../contract/metric-definition.ts';
import type { MetricName } from '../contract/metrics.ts';
import { type CallOptions, limitCall } from '../platform/call-options.ts';
import type { Clock } from '../platform/ports.ts';
import type { ApiResponse } from '../platform/response.ts';
import { recordedMetrics, slotMs } from './exact-line.ts';
import type { MetricsReading } from './exposition/families.ts';
import { presentMetrics } from './exposition/formats.ts';
import { compressResponse } from './exposition/negotiation.ts';
import type { MetricsStore } from './metrics-store.ts';

export type Gauges = MetricsReading['gauges'];

export interface ReadMetricsDependencies {
  readonly store: Pick<MetricsStore, 'totals' | 'binsSince' | 'newestLine' | 'exemplars'>;
  /** Derives gauges from the totals. @param totals by cell. */
  readonly gaugesOf: (totals: ReadonlyMap<string, bigint>) => Gauges;
  /** Reads gauges that are not counted, such as the time of the oldest pending order. */
  readonly readGauges: (options: CallOptions) => Promise<Gauges>;
  readonly clock: Clock;
  /** Bound of each optional part of a scrape, in milliseconds. */
  readonly optionalTimeoutMs: number;
  /** Called with the part that is missing from this scrape, and the reason. */
  readonly onPartMissing: (part: string, reason: unknown) => void;
}

const summaries = recordedMetrics.filter(
  (entry): entry is [MetricName, SummaryDefinition] => entry[1].type === 'summary',
);

/**
 * Keeps the greatest value of each cell that was shown. Whatever the table holds after it was restored from a
 * backup, no counter goes down: Prometheus would take that for a restart, and count everything once more.
 */
const createHighWater = () => {
  const highest = new Map<string, bigint>();
  return (totals: ReadonlyMap<string, bigint>): ReadonlyMap<string, bigint> => {
    for (const [cell, count] of totals) {
      if (count > (highest.get(cell) ?? -1n)) highest.set(cell, count);
    }
    return highest;
  };
};

/**
 * Use case: read all metrics of the service. The cost depends on the number of functions and series, not on that of
 * execution environments. No counter is ever less than it was.
 * @throws {ServiceError} SYS-002 or SYS-003 when totals or quantiles cannot be read. Gauges and examples are left
 *   out when they cannot be read in time: they must not hide all other metrics.
 */
export const readMetrics = (dependencies: ReadMetricsDependencies) => {
  const { store, gaugesOf, readGauges, clock, optionalTimeoutMs, onPartMissing } = dependencies;
  const highWater = createHighWater();

  const readOptional = async <T>(
    part: string,
    read: (options: CallOptions) => Promise<T>,
    options: CallOptions,
  ): Promise<T | undefined> => {
    try {
      return await read(limitCall(options, optionalTimeoutMs));
    } catch (reason) {
      onPartMissing(part, reason);
      return undefined;
    }
  };

  const readNewestLine = async (options: CallOptions): Promise<Gauges> => {
    const printedAt = (await store.newestLine(options)) ?? 0;
    return { order_service_metrics_last_ingested_timestamp_seconds: printedAt / 1_000 };
  };

  const readBins = async (
    [name, { code, windowSeconds }]: [MetricName, SummaryDefinition],
    options: CallOptions,
  ) => {
    const slot = Math.floor((clock() - windowSeconds * 1_000) / slotMs);
    return [name, await store.binsSince(code, slot, options)] as const;
  };

  return async (options: CallOptions): Promise<MetricsReading> => {
    const [totals, bins, gauges, newest, exemplars] = await Promise.all([
      store.totals(options),
      Promise.all(summaries.map((summary) => readBins(summary, options))),
      readOptional('gauges', readGauges, options),
      readOptional('newest line', readNewestLine, options),
      readOptional('exemplars', store.exemplars, options),
    ]);
    return {
      totals: highWater(totals),
      bins: Object.fromEntries(bins),
      // Of the totals as they are: a table that was restored has fewer orders, too.
      gauges: { ...gaugesOf(totals), ...gauges, ...newest },
      exemplars: exemplars ?? [],
    };
  };
};

/**
 * The response to a scrape: text format 0.0.4 or OpenMetrics 1.0.0, in gzip for a client that takes it.
 * @param headers of the request, with names in lower case.
 */
export const exposeMetrics = (
  reading: MetricsReading,
  headers: Readonly<Partial<Record<'accept' | 'accept-encoding', string | undefined>>>,
): Promise<ApiResponse> =>
  compressResponse(presentMetrics(reading, headers.accept), headers['accept-encoding']);
