import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { eventsTable } from '../../../../lib/contract/tables.ts';
import { type Database, openDatabase } from '../../../../tools/local-cloud/dynamodb/database.ts';
import { type Checkpoints, openCheckpoints } from '../../../../tools/local-cloud/streams/checkpoints.ts';
import { createStreamApi, type StreamApi } from '../../../../tools/local-cloud/streams/stream-api.ts';
import { createStreamConsumer } from '../../../../tools/local-cloud/streams/stream-consumer.ts';
import { streamEvent } from '../../../../tools/local-cloud/streams/stream-event.ts';

const soon = { timeout: 10_000, interval: 10 };

describe('createStreamConsumer, on the stream of an embedded DynamoDB', () => {
  let database: Database;
  let client: DynamoDBClient;
  let api: StreamApi;
  beforeAll(async () => {
    const { stream: _, ...quiet } = eventsTable;
    database = await openDatabase({ tables: { outbox: eventsTable, quiet }, onLoss: () => {} });
    api = createStreamApi(database.endpoint);
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    client = new DynamoDBClient({ endpoint: database.endpoint, region: 'us-east-1', credentials });
  });
  afterAll(async () => {
    client.destroy();
    await database.stop();
  });

  const put = (pk: string, sk = 'EVENT#1') =>
    client.send(new PutItemCommand({ TableName: 'outbox', Item: { pk: { S: pk }, sk: { S: sk } } }));

  const follow = (checkpoints: Checkpoints, tableName = 'outbox') => {
    const batches: string[][] = [];
    const events: DynamoDBStreamEvent[] = [];
    const printed: string[] = [];
    const consumer = createStreamConsumer({
      api,
      tableName,
      checkpoints,
      batchSize: 2,
      batchWindowMs: 0,
      now: Date.now,
      wants: ({ eventName }) => eventName === 'INSERT',
      deliver: async (streamArn, batch) => {
        const event = streamEvent(streamArn, batch) as unknown as DynamoDBStreamEvent;
        events.push(event);
        batches.push(event.Records.map(({ dynamodb }) => dynamodb?.Keys?.['pk']?.S ?? ''));
      },
      pollMs: { least: 5, most: 20 },
      print: (text) => printed.push(text),
    });
    consumer.start();
    return { batches, events, printed, stop: consumer.stop };
  };

  it('delivers earlier and later records in batches, each once', async () => {
    const checkpoints = await openCheckpoints();
    for (const pk of ['a', 'b', 'c']) await put(pk);
    await put('a');
    const first = follow(checkpoints);
    await vi.waitFor(() => expect(first.batches).toEqual([['a', 'b'], ['c']]), soon);
    await put('d');
    await vi.waitFor(() => expect(first.batches[2]).toEqual(['d']), soon);
    await first.stop();

    await put('e');
    const second = follow(checkpoints);
    await vi.waitFor(() => expect(second.batches).toEqual([['e']]), soon);
    await second.stop();
    expect(first.printed.concat(second.printed)).toEqual([]);
  });

  it('hands records over as Lambda does', async () => {
    await put('shaped');
    const { events, batches, stop } = follow(await openCheckpoints());
    await vi.waitFor(() => expect(batches.flat()).toContain('shaped'), soon);
    await stop();
    expect(events[0]?.Records[0]).toEqual({
      eventID: expect.any(String),
      eventName: 'INSERT',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: 'us-east-1',
      eventSourceARN: expect.stringMatching(/^arn:aws:dynamodb:.*:table\/outbox\/stream\/./),
      dynamodb: {
        ApproximateCreationDateTime: expect.any(Number),
        Keys: { pk: { S: 'a' }, sk: { S: 'EVENT#1' } },
        NewImage: { pk: { S: 'a' }, sk: { S: 'EVENT#1' } },
        SequenceNumber: expect.stringMatching(/^\d+$/),
        SizeBytes: expect.any(Number),
        StreamViewType: 'NEW_IMAGE',
      },
    });
  });

  it('reports a missing stream, and still stops', async () => {
    const { printed, stop } = follow(await openCheckpoints(), 'quiet');
    await vi.waitFor(
      () => expect(printed).toEqual(['The stream of quiet cannot be read: table quiet has no stream']),
      soon,
    );
    await stop();
  });

  it('names the error of a request that is refused', async () => {
    await expect(api.records('no iterator', 1)).rejects.toMatchObject({ type: 'ValidationException' });
  });
});

describe('createStreamConsumer, on a stream of several shards', () => {
  /** Shards 1 and 2 are closed, 3 was split off 1; each has a record named after it. */
  const splitStream = (): StreamApi => ({
    streamArn: async () => 'stream',
    shards: async () => [
      { ShardId: '3', ParentShardId: '1' },
      { ShardId: '1', ParentShardId: '0' },
      { ShardId: '2' },
    ],
    iterator: async (_, shardId) => shardId,
    records: async (shardId) => ({
      Records: [
        {
          eventID: shardId,
          eventName: 'INSERT',
          dynamodb: { SequenceNumber: shardId, ApproximateCreationDateTime: 0 },
        },
      ],
    }),
  });

  it('reads a shard after the one that it was split off, each to its end', async () => {
    const seen: string[] = [];
    const consumer = createStreamConsumer({
      api: splitStream(),
      tableName: 'outbox',
      checkpoints: await openCheckpoints(),
      batchSize: 10,
      batchWindowMs: 0,
      now: Date.now,
      wants: () => true,
      deliver: async (_, [record]) => {
        seen.push(record?.eventID ?? '');
      },
      pollMs: { least: 1, most: 1 },
      print: () => {},
    });
    consumer.start();
    await vi.waitFor(() => expect(seen).toHaveLength(3), soon);
    await consumer.stop();
    expect(seen.toSorted()).toEqual(['1', '2', '3']);
    expect(seen.indexOf('3')).toBeGreaterThan(seen.indexOf('1'));
  });

  describe('when its trigger has a batch window', () => {
    /** A shard with a new record on each look, `a`, `b`, `c` and no more. */
    const growing = (): StreamApi => {
      const unseen = ['a', 'b', 'c'];
      return {
        ...splitStream(),
        shards: async () => [{ ShardId: '1' }],
        records: async () => ({
          Records: unseen.splice(0, 1).map((id) => ({
            eventID: id,
            eventName: 'INSERT',
            dynamodb: { SequenceNumber: id, ApproximateCreationDateTime: 0 },
          })),
          NextShardIterator: '1',
        }),
      };
    };

    it('delivers a full batch at once and the rest after the window, and stores checkpoints of delivered ones only', async () => {
      const checkpoints = await openCheckpoints();
      const batches: (readonly (string | undefined)[])[] = [];
      let now = 0;
      const consumer = createStreamConsumer({
        api: growing(),
        tableName: 'outbox',
        checkpoints,
        batchSize: 2,
        batchWindowMs: 1_000,
        now: () => now,
        wants: () => true,
        deliver: async (_, batch) => void batches.push(batch.map(({ eventID }) => eventID)),
        pollMs: { least: 1, most: 1 },
        print: () => {},
      });
      consumer.start();
      await vi.waitFor(() => expect(batches).toEqual([['a', 'b']]), soon);
      now = 999;
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(checkpoints.get('stream', '1')).toBe('b');
      now = 2_000;
      await vi.waitFor(() => expect(batches).toEqual([['a', 'b'], ['c']]), soon);
      await consumer.stop();
      expect(checkpoints.get('stream', '1')).toBe('c');
    });
  });
});
