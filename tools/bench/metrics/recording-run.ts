/** What recording the metrics of one invocation costs. */
export interface RecordingRun {
  readonly medianUs: number;
  readonly cpuUs: number;
  /** Of the lines that are printed. */
  readonly lineBytes: number;
}

/** Who records the same order, from the least to the most. */
export const recorders = {
  powertools: 'Powertools Metrics alone',
  cloudWatch: 'ours, for CloudWatch alone',
  exact: 'ours, with exact counters',
} as const;

export type RecorderId = keyof typeof recorders;

export const recorderIds = Object.keys(recorders) as readonly RecorderId[];
