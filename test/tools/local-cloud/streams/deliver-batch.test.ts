import { describe, expect, it } from 'vitest';
import type { InvocationOutcome } from '../../../../tools/local-cloud/lambda/invocation.ts';
import { type BatchDelivery, deliverBatch } from '../../../../tools/local-cloud/streams/deliver-batch.ts';
import { aStreamRecord } from '../../../builders/a-stream-record.ts';
import { answered, threw } from '../../../harness/local-cloud/outcomes.ts';

const failingFrom = (...sequenceNumbers: number[]) =>
  answered({ batchItemFailures: sequenceNumbers.map((number) => ({ itemIdentifier: String(number) })) });
const succeeded = answered({ batchItemFailures: [] });

/** Delivers records 1 to `count` to a function that answers with `work`. */
const deliver = async (
  count: number,
  work: (numbers: readonly number[], call: number) => InvocationOutcome,
  options: Partial<BatchDelivery> = {},
) => {
  const calls: number[][] = [];
  const givenUp: [readonly number[], string, string][] = [];
  const numbersOf: (records: Parameters<BatchDelivery['invoke']>[0]) => number[] = (records) =>
    records.map(({ dynamodb }) => Number(dynamodb.SequenceNumber));
  const records = Array.from({ length: count }, (_, index) => aStreamRecord(index + 1, 1_000 + index));
  const delivering = deliverBatch(records, {
    invoke: async (batch) => {
      calls.push(numbersOf(batch));
      return work(numbersOf(batch), calls.length);
    },
    retryAttempts: 2,
    maxRecordAgeMs: 3_600_000,
    retryMs: { least: 0, most: 0 },
    now: () => 1_000_000,
    giveUp: (batch, condition, reason) => givenUp.push([numbersOf(batch), condition, reason]),
    signal: new AbortController().signal,
    ...options,
  });
  await delivering.catch((error) => {
    if (!(options.signal?.aborted ?? false)) throw error;
  });
  return { calls, givenUp };
};

describe('deliverBatch', () => {
  it('delivers a batch once when it succeeds', async () => {
    expect(await deliver(3, () => succeeded)).toEqual({ calls: [[1, 2, 3]], givenUp: [] });
  });

  it('continues at the lowest failed number', async () => {
    const { calls } = await deliver(4, (_, call) => (call === 1 ? failingFrom(4, 2) : succeeded));
    expect(calls).toEqual([
      [1, 2, 3, 4],
      [2, 3, 4],
    ]);
  });

  it('cuts a batch in two that fails from its beginning, and keeps the order', async () => {
    const { calls } = await deliver(4, (_, call) => (call === 1 ? threw('busy') : succeeded));
    expect(calls).toEqual([
      [1, 2, 3, 4],
      [1, 2],
      [3, 4],
    ]);
  });

  it('treats an id outside the batch as a failure of the whole batch', async () => {
    const { calls } = await deliver(2, (_, call) => (call === 1 ? failingFrom(2, 9) : succeeded));
    expect(calls).toEqual([[1, 2], [1], [2]]);
  });

  it('gives up one bad record after its retries, and continues after it', async () => {
    const { calls, givenUp } = await deliver(4, (numbers) =>
      numbers.includes(2) ? threw('bad') : succeeded,
    );
    expect(calls).toEqual([[1, 2, 3, 4], [1, 2], [1], [2], [2], [2], [3, 4]]);
    expect(givenUp).toEqual([[[2], 'RetryAttemptsExhausted', 'Error: bad']]);
  });

  it('counts the retries of each record that the function reports from the start', async () => {
    const { calls, givenUp } = await deliver(2, (numbers) => failingFrom(numbers[0] ?? 0));
    expect(calls).toEqual([[1, 2], [1], [1], [1], [2], [2], [2]]);
    expect(givenUp.map(([numbers, , reason]) => [numbers, reason])).toEqual([
      [[1], 'the function reported it as failed'],
      [[2], 'the function reported it as failed'],
    ]);
  });

  it('gives up records that are too old without an attempt, also during retries', async () => {
    let now = 1_003_000;
    const { calls, givenUp } = await deliver(
      4,
      () => {
        now += 1_000;
        return threw('slow');
      },
      { maxRecordAgeMs: 2_500, now: () => now },
    );
    expect(calls[0]).toEqual([2, 3, 4]);
    expect(givenUp.map(([numbers, condition]) => [numbers, condition])).toEqual([
      [[1], 'RecordAgeExceeded'],
      [[2], 'RecordAgeExceeded'],
      [[3], 'RecordAgeExceeded'],
      [[4], 'RecordAgeExceeded'],
    ]);
  });

  it('begins nothing more once it is aborted', async () => {
    const stopping = new AbortController();
    const { calls, givenUp } = await deliver(
      4,
      () => {
        stopping.abort();
        return threw('stopped');
      },
      { signal: stopping.signal },
    );
    expect([calls, givenUp]).toEqual([[[1, 2, 3, 4]], []]);
  });
});
