/** What became of the lines of a batch. */
export interface AggregationReport {
  readonly ingested: number;
  /** Said nothing new: seen before, or overtaken by a later line of their environment. */
  readonly duplicate: number;
  readonly malformed: number;
  readonly expired: number;
  /** Milliseconds from the printing of the oldest readable line to its aggregation. */
  readonly greatestLagMs: number;
}

/** Is told of the aggregator's work. */
export interface AggregationTelemetry {
  aggregated(report: AggregationReport): void;
  /** Something could not be kept that no total depends on. */
  extrasLost(reason: unknown): void;
}
