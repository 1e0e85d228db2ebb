import type { DynamoDBRecord } from 'aws-lambda';
import { awsAccount } from '../aws-account.ts';

/** A change of a table, as a record of the stream. */
export interface StreamRecord extends Pick<DynamoDBRecord, 'eventID' | 'eventName'> {
  readonly dynamodb: {
    readonly SequenceNumber: string;
    /** Seconds since 1970. */
    readonly ApproximateCreationDateTime: number;
    readonly [field: string]: unknown;
  };
  readonly [field: string]: unknown;
}

export interface Shard {
  readonly ShardId: string;
  readonly ParentShardId?: string;
}

export interface RecordsPage {
  readonly Records: readonly StreamRecord[];
  /** Absent once a closed shard has been read to its end. */
  readonly NextShardIterator?: string;
}

/** DynamoDB Streams, and how to find a table's. */
export interface StreamApi {
  /** @throws {Error} when the table has no stream. */
  streamArn(tableName: string): Promise<string>;
  shards(streamArn: string): Promise<readonly Shard[]>;
  /** @param after the sequence number to begin behind; without it, at the oldest record. */
  iterator(streamArn: string, shardId: string, after?: string): Promise<string>;
  records(iterator: string, limit: number): Promise<RecordsPage>;
}

/** An answer that is an error; `type` is the exception's name. */
class StreamApiError extends Error {
  override readonly name = 'StreamApiError';
  readonly type: string;

  constructor(type: string, message: string) {
    super(`${type}: ${message}`);
    this.type = type;
  }
}

type Answer = Readonly<Record<string, unknown>>;

const { accessKeyId } = awsAccount.credentials;

/** Local servers look only for the form of a signature. */
const headersFor = (target: string) => ({
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-target': target,
  'x-amz-date': '20250101T000000Z',
  authorization:
    `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20250101/${awsAccount.region}/dynamodb/aws4_request, ` +
    'SignedHeaders=host, Signature=0',
});

/** Speaks the protocol itself: the SDK's client for four operations would slow the start down. */
export const createStreamApi = (endpoint: string): StreamApi => {
  const call = async (service: string, operation: string, input: Answer): Promise<Answer> => {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: headersFor(`${service}.${operation}`),
      body: JSON.stringify(input),
      signal: AbortSignal.timeout(5_000),
    });
    const answer = (await response.json()) as Answer;
    if (response.ok) return answer;
    throw new StreamApiError(String(answer['__type']).replace(/^.*#/, ''), String(answer['message']));
  };
  const streams = (operation: string, input: Answer) => call('DynamoDBStreams_20120810', operation, input);

  return {
    async streamArn(TableName) {
      const answer = await call('DynamoDB_20120810', 'DescribeTable', { TableName });
      const { LatestStreamArn } = answer['Table'] as { LatestStreamArn?: string };
      if (LatestStreamArn === undefined) throw new Error(`table ${TableName} has no stream`);
      return LatestStreamArn;
    },
    async shards(StreamArn) {
      const answer = await streams('DescribeStream', { StreamArn });
      return (answer['StreamDescription'] as { Shards: readonly Shard[] }).Shards;
    },
    async iterator(StreamArn, ShardId, after) {
      const from =
        after === undefined
          ? { ShardIteratorType: 'TRIM_HORIZON' }
          : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after };
      const answer = await streams('GetShardIterator', { StreamArn, ShardId, ...from });
      return String(answer['ShardIterator']);
    },
    async records(ShardIterator, Limit) {
      // The database is a process of ours, so its answers are not parsed again.
      return (await streams('GetRecords', { ShardIterator, Limit })) as unknown as RecordsPage;
    },
  };
};
