import type { WriteAction } from '../platform/dynamodb/write-items.ts';
import type { Clock } from '../platform/ports.ts';
import { growthBetween } from './aggregation/growth.ts';
import type { MetricsRecorder } from './recorder.ts';
import { createExactCounters } from './recording/exact-counters.ts';
import { eventTotalKey, growthActions } from './storage/metrics-items.ts';

/** Counts that are added to the totals in a transaction of the caller, without a log line. */
export interface Tally extends Pick<MetricsRecorder, 'increment' | 'observe'> {
  /** The writes that add all that was counted: one item of the totals, and one or more with bins of quantiles. */
  writes(): WriteAction[];
}

export interface TallyOptions {
  /** Name of the metrics table. */
  readonly tableName: string;
  readonly clock: Clock;
  /** Draws from [0, 1). */
  readonly random: () => number;
}

/**
 * Makes an empty tally. The transaction that contains its writes must also record that these counts were added, so
 * that a repeated attempt does not add them again.
 */
export const createTally = ({ tableName, clock, random }: TallyOptions): Tally => {
  const counters = createExactCounters({ fn: 'events', env: 'tally', clock });
  return {
    increment: (name, labels, by = 1) => counters.count({ name, labels, value: by }),
    observe: (name, labels, value) => counters.count({ name, labels, value }),
    writes() {
      const grown = growthBetween(counters.nextLine());
      if (!grown) return [];
      const key = eventTotalKey(random());
      return growthActions(tableName, key, key.sk, { ...grown, now: clock() });
    },
  };
};
