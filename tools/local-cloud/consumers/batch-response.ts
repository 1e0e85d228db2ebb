import { jsonOf } from '../../json-of.ts';
import type { InvocationOutcome } from '../lambda/invocation.ts';

/** Failed part of a batch: item ids, or everything. */
export type BatchFailures = ReadonlySet<string> | 'everything';

const none: BatchFailures = new Set();

/**
 * Reads a function's answer to a batch as event source mappings do. Nothing, or no list of failures, means that
 * all went well; an id that is empty, missing or not of this batch means that nothing did, and so does an error.
 * @param ids of the batch: message ids of a queue, sequence numbers of a stream.
 */
export const batchFailures = (outcome: InvocationOutcome, ids: readonly string[]): BatchFailures => {
  if (outcome.status !== 'succeeded') return 'everything';
  const response = jsonOf(outcome.payload);
  if (response === null || response === undefined) return none;
  const { batchItemFailures } = response as { batchItemFailures?: unknown };
  if (batchItemFailures === null || batchItemFailures === undefined) return none;
  if (!Array.isArray(batchItemFailures)) return 'everything';
  const failed = batchItemFailures.map(
    (failure: { itemIdentifier?: unknown } | null) => failure?.itemIdentifier,
  );
  const known = failed.filter((id): id is string => typeof id === 'string' && ids.includes(id));
  return known.length === failed.length ? new Set(known) : 'everything';
};
