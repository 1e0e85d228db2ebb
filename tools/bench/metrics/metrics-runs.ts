/** What reading all metrics costs; times are per scrape. */
export interface ScrapeRun {
  readonly medianUs: number;
  readonly p99Us: number;
  readonly cpuUs: number;
  /** Of the answer, not compressed. */
  readonly bytes: number;
}

/** How many execution environments have counted, from the least to the most. */
export const fleets = { few: 5, some: 50, many: 500 } as const;

export type FleetId = keyof typeof fleets;

export const fleetIds = Object.keys(fleets) as readonly FleetId[];

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
