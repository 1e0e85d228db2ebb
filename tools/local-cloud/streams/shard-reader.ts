import type { Checkpoints } from './checkpoints.ts';
import type { PollRhythm } from './poll-rhythm.ts';
import type { StreamApi, StreamRecord } from './stream-api.ts';

export interface ShardReaderOptions {
  readonly api: StreamApi;
  readonly streamArn: string;
  readonly checkpoints: Checkpoints;
  readonly batchSize: number;
  /** How long a record waits at most for others of its batch. */
  readonly batchWindowMs: number;
  /** Records that it does not want are passed over. */
  readonly wants: (record: StreamRecord) => boolean;
  readonly deliver: (batch: readonly StreamRecord[]) => Promise<void>;
  /** Of the looks at this shard. */
  readonly rhythm: PollRhythm;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/** Most records of one answer, which is DynamoDB's own limit. */
const pageSize = 1_000;

/**
 * Works through a shard in order, from where it was left to its end, which an open shard has not.
 * @throws {Error} when it is aborted, or the stream does not answer.
 */
export const readShard = async (shardId: string, options: ShardReaderOptions): Promise<void> => {
  const { api, streamArn, checkpoints, batchSize, batchWindowMs, wants, deliver, rhythm, now, signal } =
    options;
  let iterator: string | undefined = await api.iterator(
    streamArn,
    shardId,
    checkpoints.get(streamArn, shardId),
  );
  const advance = (record: StreamRecord | undefined) =>
    record && checkpoints.set(streamArn, shardId, record.dynamodb.SequenceNumber);

  let waiting: StreamRecord[] = [];
  let waitingSince = 0;
  while (iterator !== undefined) {
    signal.throwIfAborted();
    const { Records, NextShardIterator } = await api.records(iterator, pageSize);
    const wanted = Records.filter(wants);
    if (waiting.length === 0) waitingSince = now();
    waiting.push(...wanted);
    iterator = NextShardIterator;
    const isDue = iterator === undefined || now() - waitingSince >= batchWindowMs;
    while (waiting.length >= (isDue ? 1 : batchSize)) {
      const batch = waiting.slice(0, batchSize);
      await deliver(batch);
      await advance(batch.at(-1));
      waiting = waiting.slice(batchSize);
      waitingSince = now();
    }
    if (waiting.length === 0) await advance(Records.at(-1));
    if (wanted.length > 0) rhythm.hasten();
    await rhythm.pause(signal);
  }
};
