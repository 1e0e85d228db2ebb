/** Cost of reading all metrics; times are per scrape. */
export interface ScrapeRun {
  readonly medianUs: number;
  readonly p99Us: number;
  readonly cpuUs: number;
  /** Of the answer, not compressed. */
  readonly bytes: number;
}

/** Numbers of execution environments with counters. */
export const fleets = { few: 5, some: 50, many: 500 } as const;

export type FleetId = keyof typeof fleets;

export const fleetIds = Object.keys(fleets) as readonly FleetId[];

/** Cost of recording the metrics of one invocation. */
export interface RecordingRun {
  readonly medianUs: number;
  readonly cpuUs: number;
  /** Of the lines that are printed. */
  readonly lineBytes: number;
}

/** Recorders of the same order, from the simplest to the most complete. */
export const recorders = {
  powertools: 'Powertools Metrics alone',
  cloudWatch: 'ours, for CloudWatch alone',
  exact: 'ours, with exact counters',
} as const;

export type RecorderId = keyof typeof recorders;

export const recorderIds = Object.keys(recorders) as readonly RecorderId[];
