import type { GaugeName, MetricName } from '../../contract/metrics.ts';

/** One observation that shows what a bucket is made of. */
export interface BucketExample {
  readonly series: string;
  readonly bucket: string;
  /** In parts of the metric's unit. */
  readonly value: number;
  readonly correlationId: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** All that is known of the service's metrics at a moment. */
export interface MetricsReading {
  /** By cell. */
  readonly totals: ReadonlyMap<string, bigint>;
  /** Of the metrics with quantiles: bin → observations in the window. */
  readonly bins: Readonly<Partial<Record<MetricName, ReadonlyMap<string, number>>>>;
  /** A gauge that could not be read is not there. */
  readonly gauges: Readonly<Partial<Record<GaugeName, number>>>;
  readonly exemplars: readonly BucketExample[];
}
