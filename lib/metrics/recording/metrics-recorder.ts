import type {
  CloudWatchGaugeName,
  CounterName,
  HistogramName,
  MetricLabels,
  MetricName,
} from '../../contract/metrics.ts';

export interface Sample {
  readonly name: MetricName;
  readonly labels: Readonly<Record<string, string>>;
  /** Increment of a counter, observed value of a histogram, value of a gauge. */
  readonly value: number;
}

/** Records what the catalogue knows; anything else does not type-check. */
export interface MetricsRecorder {
  increment<N extends CounterName>(name: N, labels: MetricLabels<N>, by?: number): void;
  observe<N extends HistogramName>(name: N, labels: MetricLabels<N>, value: number): void;
  /** Tells CloudWatch what a gauge is now. It is not counted: `/metrics` reads it when it is asked. */
  set<N extends CloudWatchGaugeName>(name: N, labels: MetricLabels<N>, value: number): void;
}

/** What was recorded in an invocation goes out at its end, in one piece. */
export interface MetricsPublisher {
  /** @param metadata searchable in the logs, no dimensions of a metric. */
  publish(metadata: Readonly<Record<string, string>>): void;
}
