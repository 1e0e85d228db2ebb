import { setTimeout as pause } from 'node:timers/promises';
import { createPollRhythm, type PollRhythm, type PollTimes } from './poll-rhythm.ts';
import { readShard, type ShardReaderOptions } from './shard-reader.ts';
import type { Shard } from './stream-api.ts';

export interface StreamConsumerOptions
  extends Omit<ShardReaderOptions, 'streamArn' | 'signal' | 'deliver' | 'rhythm'> {
  readonly tableName: string;
  /** Between two looks at a shard. */
  readonly pollMs: PollTimes;
  /** Works on a batch; begins nothing more once the signal is aborted. */
  readonly deliver: (
    streamArn: string,
    batch: Parameters<ShardReaderOptions['deliver']>[0],
    signal: AbortSignal,
  ) => Promise<void>;
  readonly print: (text: string) => void;
}

/** Has a function work on the stream of a table. */
export interface StreamConsumer {
  start(): void;
  /** The table was written to. */
  tableWritten(): void;
  /** Begins no more batches; resolves when the one under way has ended. */
  stop(): Promise<void>;
}

/** How long to wait before new shards are looked for, or a stream that does not answer is asked again. */
const refreshMs = 2_000;

/** Every shard is read in order; one that was split off another only after that has been read to its end. */
export const createStreamConsumer = ({
  tableName,
  deliver,
  pollMs,
  print,
  ...reading
}: StreamConsumerOptions): StreamConsumer => {
  const stopping = new AbortController();
  const rhythms = new Set<PollRhythm>();
  let running: Promise<unknown> = Promise.resolve();

  const follow = async (streamArn: string): Promise<void> => {
    // Ends the other readers when one has failed.
    const failing = new AbortController();
    const signal = AbortSignal.any([stopping.signal, failing.signal]);
    const finished = new Set<string>();
    const underWay = new Map<string, Promise<unknown>>();

    const read = async ({ ShardId }: Shard) => {
      const rhythm = createPollRhythm(pollMs, reading.now);
      rhythms.add(rhythm);
      try {
        await readShard(ShardId, {
          ...reading,
          streamArn,
          signal,
          rhythm,
          deliver: (batch) => deliver(streamArn, batch, signal),
        });
      } finally {
        rhythms.delete(rhythm);
      }
      finished.add(ShardId);
    };
    const isReady = ({ ShardId, ParentShardId }: Shard, all: readonly Shard[]) => {
      if (finished.has(ShardId) || underWay.has(ShardId)) return false;
      const parentIsThere = all.some((other) => other.ShardId === ParentShardId);
      return ParentShardId === undefined || !parentIsThere || finished.has(ParentShardId);
    };

    try {
      while (!signal.aborted) {
        const shards = await reading.api.shards(streamArn);
        for (const shard of shards) {
          if (!isReady(shard, shards)) continue;
          const reader = read(shard).finally(() => underWay.delete(shard.ShardId));
          underWay.set(shard.ShardId, reader);
        }
        await Promise.race([...underWay.values(), pause(refreshMs, undefined, { signal })]);
      }
    } finally {
      failing.abort();
      await Promise.allSettled(underWay.values());
    }
  };

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        await follow(await reading.api.streamArn(tableName));
      } catch (error) {
        if (stopping.signal.aborted) return;
        print(`The stream of ${tableName} cannot be read: ${error instanceof Error ? error.message : error}`);
        await pause(refreshMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  };

  return {
    start() {
      running = run();
    },
    tableWritten() {
      for (const rhythm of rhythms) rhythm.hasten();
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
};
