/** The counts of one series: a number for a counter, the numbers of its buckets and its sum for anything else. */
export type SeriesCounts = number | Readonly<Record<string, number>>;

/** Observations of the last hour or so, by metric, time slot and bin; see `exponential-bins.ts`. */
export type SlotCounts = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, number>>>>>>;

/** All that an execution environment has counted since it started. */
export interface ExactCounts {
  readonly series: Readonly<Record<string, SeriesCounts>>;
  readonly slots?: SlotCounts;
}

/**
 * The member `exact` of a log line. One line says everything, so that the line with the highest `seq` makes
 * up for all that were lost before it.
 */
export interface ExactLine extends ExactCounts {
  /** Name of the function. */
  readonly fn: string;
  /** The execution environment: start time and random bits. */
  readonly env: string;
  /** Number of the line in its environment, from 1. */
  readonly seq: number;
  /** The last observation of this invocation by series, as counted; becomes an exemplar. */
  readonly last?: Readonly<Record<string, number>>;
}
