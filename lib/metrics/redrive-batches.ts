import type { CloudWatchLogsEvent } from 'aws-lambda';
import type { CallOptions } from '../platform/call-options.ts';
import type { Clock } from '../platform/ports.ts';
import { type DrainSettings, drainBacklog } from '../platform/resilience/drain-backlog.ts';

/** Functions whose given-up batches are in the failure bucket and count something. */
export const redrivenConsumers = ['aggregate-metrics', 'judge-unanswered'] as const;
export type RedrivenConsumer = (typeof redrivenConsumers)[number];

/** A batch of log lines that failed in every try of its function. */
export interface GivenUpBatch {
  /** Unique, and the same in every run. */
  readonly key: string;
  readonly consumer: RedrivenConsumer;
  /** Milliseconds since 1970. */
  readonly givenUpAt: number;
}

/** Keeps given-up batches until they are removed or expire. */
export interface GivenUpBatches {
  list(options: CallOptions): AsyncIterable<GivenUpBatch>;
  /** The event of the subscription, as the function got it. */
  read(batch: GivenUpBatch, options: CallOptions): Promise<CloudWatchLogsEvent>;
  remove(batch: GivenUpBatch, options: CallOptions): Promise<void>;
}

/** Limits the tries of a batch. */
export interface RedriveTries {
  /**
   * Counts a try before it begins, so that a batch that ends its process is counted, too.
   * @param now milliseconds since 1970.
   * @returns `false` for a batch that has failed too often to be tried now.
   */
  begin(key: string, now: number, options: CallOptions): Promise<boolean>;
}

export interface RedriveBatchesDependencies {
  readonly batches: GivenUpBatches;
  readonly tries: RedriveTries;
  /** Result of each function's batches. A line that was processed before counts nothing. */
  readonly consume: Readonly<
    Record<RedrivenConsumer, (event: CloudWatchLogsEvent, options: CallOptions) => Promise<unknown>>
  >;
  readonly clock: Clock;
  readonly drain: DrainSettings;
  /** Called for every batch that was processed, or is not tried again for now. */
  readonly onOutcome: (outcome: 'redriven' | 'abandoned') => void;
  /** Receives the reason why a batch failed again. */
  readonly onFailure: (batch: GivenUpBatch, reason: unknown) => void;
}

export interface RedriveResult {
  readonly found: number;
  readonly redriven: number;
  readonly failed: number;
  /** Batches that have failed too often: their counts are missing. */
  readonly abandoned: number;
  /** Whether every batch was visited in time. */
  readonly complete: boolean;
}

/** Use case: process the batches of log lines that were given up, and remove those that succeed. */
export const redriveBatches =
  ({ batches, tries, consume, clock, drain, onOutcome, onFailure }: RedriveBatchesDependencies) =>
  async (options: CallOptions): Promise<RedriveResult> => {
    let abandoned = 0;
    const backlog = {
      items: batches.list(options),
      dueSince: ({ givenUpAt }: GivenUpBatch) => givenUpAt,
      async work(batch: GivenUpBatch) {
        if (!(await tries.begin(batch.key, clock(), options))) {
          abandoned += 1;
          onOutcome('abandoned');
          return false;
        }
        await consume[batch.consumer](await batches.read(batch, options), options);
        await batches.remove(batch, options);
        onOutcome('redriven');
        return true;
      },
      // Every run visits every batch.
      putOff: async () => {},
      onFailure,
    };
    const { done, ...counts } = await drainBacklog(backlog, drain, options);
    return { ...counts, redriven: done, abandoned };
  };
