import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { eventSortKeyPrefix } from '../../../lib/contract/tables.ts';
import type { ItemChange } from './dynamodb/memory-dynamodb.ts';
import type { World } from './world.ts';

/** How a batch of a stream ended: the function’s response, or its failure. */
export type StreamInvocation = (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse | undefined>;

const shardCount = 2;
const batchSize = 50;
const retryMs = 1_000;
const retries = 10;

interface Shard {
  records: DynamoDBRecord[];
  /** The last records that were handled: a restarted shard delivers them again. */
  handled: DynamoDBRecord[];
  isBusy: boolean;
  failures: number;
}

const shardOf = (partition: string): number =>
  [...partition].reduce((sum, character) => sum + character.charCodeAt(0), 0) % shardCount;

/** The stream of the events table and its event source mapping: each shard in order, one batch at a time. */
export const createEventStream = (world: World, invoke: StreamInvocation) => {
  const { time, draws } = world;
  const shards: Shard[] = Array.from({ length: shardCount }, () => ({
    records: [],
    handled: [],
    isBusy: false,
    failures: 0,
  }));
  let sequence = 0;

  const finish = (
    shard: Shard,
    batch: readonly DynamoDBRecord[],
    response: DynamoDBBatchResponse | undefined,
  ) => {
    const failed = response?.batchItemFailures[0]?.itemIdentifier;
    const from =
      response === undefined ? 0 : batch.findIndex(({ dynamodb }) => dynamodb?.SequenceNumber === failed);
    const done = from < 0 ? batch.length : from;
    shard.handled = [...shard.handled, ...batch.slice(0, done)].slice(-10);
    shard.failures = done === batch.length ? 0 : shard.failures + 1;
    const isGivenUp = shard.failures > retries;
    if (isGivenUp) shard.failures = 0;
    shard.records = [...(isGivenUp ? [] : batch.slice(done)), ...shard.records];
    if (world.strikes('streamRestarted', 'stream')) {
      shard.records = [...shard.handled.slice(-draws.between(1, 5)), ...shard.records];
    }
  };

  const poll = (shard: Shard) => {
    if (shard.isBusy || shard.records.length === 0) return;
    shard.isBusy = true;
    const batch = shard.records.splice(0, batchSize);
    void invoke({ Records: batch }).then((response) => {
      finish(shard, batch, response);
      time.after(shard.failures > 0 ? retryMs : 0, () => {
        shard.isBusy = false;
        poll(shard);
      });
    });
  };

  return {
    /** Takes a change of the table; only new items pass the filter of the mapping. */
    take({ key: { pk, sk }, isNew, at }: ItemChange) {
      if (!isNew || !sk.startsWith(eventSortKeyPrefix)) return;
      sequence += 1;
      const SequenceNumber = String(sequence);
      if (world.strikes('streamRecordLost', 'stream')) return;
      const shard = shards[shardOf(pk)] as Shard;
      time.after(at - time.now() + 1, () => {
        shard.records.push({
          eventID: SequenceNumber,
          eventName: 'INSERT',
          dynamodb: { SequenceNumber, Keys: { pk: { S: pk }, sk: { S: sk } } },
        });
        poll(shard);
      });
    },
    isIdle: () => shards.every(({ records, isBusy }) => records.length === 0 && !isBusy),
  };
};
