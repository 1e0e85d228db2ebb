import { setTimeout as pause } from 'node:timers/promises';
import { batchFailures } from '../consumers/batch-response.ts';
import { describeFailure } from '../consumers/describe-failure.ts';
import type { InvocationOutcome } from '../lambda/invocation.ts';
import type { Pace } from '../pace.ts';
import type { StreamRecord } from './stream-api.ts';

export interface BatchDelivery {
  readonly invoke: (records: readonly StreamRecord[]) => Promise<InvocationOutcome>;
  /** Tries after the first one that a record is given which fails alone. */
  readonly retryAttempts: number;
  readonly maxRecordAgeMs: number;
  /** Before the first retry; twice as long before each further one, up to `most`. */
  readonly retryMs: Pace['streamRetryMs'];
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly giveUp: (
    records: readonly StreamRecord[],
    condition: 'RetryAttemptsExhausted' | 'RecordAgeExceeded',
    reason: string,
  ) => void;
  /** Begins nothing more once it is aborted. */
  readonly signal: AbortSignal;
}

const sequenceNumber = ({ dynamodb }: StreamRecord) => dynamodb.SequenceNumber;

/** Where the work has to go on: at the lowest of the sequence numbers that failed. */
const firstFailure = (records: readonly StreamRecord[], outcome: InvocationOutcome): number => {
  const failures = batchFailures(outcome, records.map(sequenceNumber));
  if (failures === 'everything') return 0;
  const first = records.findIndex((record) => failures.has(sequenceNumber(record)));
  return first < 0 ? records.length : first;
};

/**
 * Hands a batch of one shard to a function, in order, until every record was handled or given up. What comes
 * before a failure is done; a batch that fails from its beginning is cut in two, so that in the end one bad
 * record fails alone.
 */
export const deliverBatch = async (
  records: readonly StreamRecord[],
  delivery: BatchDelivery,
): Promise<void> => {
  const { invoke, retryAttempts, maxRecordAgeMs, retryMs, now, giveUp, signal } = delivery;

  const isTooOld = ({ dynamodb }: StreamRecord) =>
    now() - dynamodb.ApproximateCreationDateTime * 1_000 > maxRecordAgeMs;

  const withoutOld = (batch: readonly StreamRecord[]): readonly StreamRecord[] => {
    const old = batch.filter(isTooOld);
    if (old.length === 0) return batch;
    giveUp(old, 'RecordAgeExceeded', `older than ${maxRecordAgeMs / 1_000} s`);
    return batch.filter((record) => !old.includes(record));
  };

  const attempt = async (batch: readonly StreamRecord[], retries: number): Promise<void> => {
    const current = withoutOld(batch);
    if (current.length === 0) return;
    signal.throwIfAborted();
    const outcome = await invoke(current);
    const rest = current.slice(firstFailure(current, outcome));
    if (rest.length === 0) return;
    const progress = rest.length < current.length;
    const alone = rest.length === 1;
    if (alone && !progress && retries === retryAttempts) {
      return giveUp(rest, 'RetryAttemptsExhausted', describeFailure(outcome));
    }
    await pause(Math.min(retryMs.most, retryMs.least * 2 ** retries), undefined, { signal });
    if (progress) return attempt(rest, 0);
    if (alone) return attempt(rest, retries + 1);
    const middle = Math.ceil(rest.length / 2);
    await attempt(rest.slice(0, middle), 0);
    await attempt(rest.slice(middle), 0);
  };

  await attempt(records, 0);
};
