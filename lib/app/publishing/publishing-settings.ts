/** How patient publishing is. Times are in milliseconds. */
export interface PublishingSettings {
  /** Refusals in a row after which an order is quarantined. */
  readonly maxFailures: number;
  /** So many orders refused and not one event accepted: then it may well be the bus. */
  readonly systemicRefusals: number;
  /** Refusals in a row after which an order is quarantined although it may well be the bus. */
  readonly maxSuspectFailures: number;
  /** How long an event may take to come back before it is published again; doubles with every time. */
  readonly receiptPatienceMs: number;
  /** How often events are published again before their order is quarantined. */
  readonly maxRepeats: number;
  /** Age at which an event that is not on the bus counts as late. */
  readonly freshnessDeadlineMs: number;
}

export const publishingDefaults = {
  maxFailures: 5,
  systemicRefusals: 5,
  maxSuspectFailures: 60,
  receiptPatienceMs: 60_000,
  maxRepeats: 6,
} as const satisfies Partial<PublishingSettings>;
