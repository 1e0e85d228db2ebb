import type { Canary, CanaryStore, CanaryVerdict } from '../../../app/ports/canary.ts';
import type { CallOptions } from '../../../platform/call-options.ts';
import type { DynamoTable } from '../../../platform/dynamodb/dynamo-client.ts';
import { queryItems } from '../../../platform/dynamodb/read-items.ts';
import { isAbsent, putIf, transactWrite, updateIf } from '../../../platform/dynamodb/write-items.ts';
import { canaryKey, canaryOf, unjudgedIndexKeys, unjudgedPartition } from '../keys.ts';

/** How long canaries are kept, in seconds. */
const keptSeconds = 7 * 24 * 60 * 60;

export const toCanaryItem = ({ id, sentAt }: Canary) => ({
  ...canaryKey({ id, sentAt }),
  ...unjudgedIndexKeys(sentAt),
  ttl: Math.floor(Date.parse(sentAt) / 1_000) + keptSeconds,
  id,
  sentAt,
});

interface Change {
  readonly set: string;
  readonly condition: string;
  readonly values: Readonly<Record<string, string>>;
}

const judged = (verdict: CanaryVerdict, condition: string, until: string): Change => ({
  set: 'SET verdict = :verdict REMOVE gsi1pk, gsi1sk',
  condition: `attribute_exists(pk) AND attribute_not_exists(verdict) AND ${condition}`,
  values: { ':verdict': verdict, ':until': until },
});

const returned = (until: string) => judged('returned', 'returnedAt <= :until', until);

// Held against the item itself: it may have come back between the two writes, and is not lost then.
const lost = (until: string) =>
  judged('lost', '(attribute_not_exists(returnedAt) OR returnedAt > :until)', until);

/** Canaries in the events table, where the stream's filter passes over them. */
export const createDynamoCanaryStore = (table: DynamoTable): CanaryStore => {
  const { client, tableName } = table;
  const updateOf = (canary: Canary, { set, condition, values }: Change) => ({
    Key: canaryKey(canary),
    UpdateExpression: set,
    ConditionExpression: condition,
    ExpressionAttributeValues: values,
  });
  /** Whether the condition held and the change is made. */
  const update = (canary: Canary, change: Change, options: CallOptions) =>
    updateIf(table, updateOf(canary, change), options);
  /** The same for a verdict: with a token, so that it counts although the answer to the first request is lost. */
  const updateWithVerdict = async (canary: Canary, verdict: Change, options: CallOptions) => {
    const Update = { TableName: tableName, ...updateOf(canary, verdict) };
    return (await transactWrite(client, [{ Update }], options)).length === 0;
  };

  return {
    async add(canary, options) {
      // A copy of the request that arrives after the verdict must not bring the canary back.
      await transactWrite(client, [putIf(tableName, toCanaryItem(canary), isAbsent)], options);
    },
    markReturned: (canary, returnedAt, options) =>
      update(
        canary,
        {
          set: 'SET returnedAt = if_not_exists(returnedAt, :returnedAt)',
          condition: 'attribute_exists(pk)',
          values: { ':returnedAt': returnedAt },
        },
        options,
      ),
    async *listUnjudged(sentUntil, options) {
      const query = {
        TableName: tableName,
        IndexName: 'gsi1',
        KeyConditionExpression: 'gsi1pk = :partition AND gsi1sk <= :sentUntil',
        ExpressionAttributeValues: { ':partition': unjudgedPartition, ':sentUntil': sentUntil },
        // Keys alone: what else an item holds may be unreadable.
        ProjectionExpression: 'sk',
      };
      for await (const { sk } of queryItems(client, query, options)) yield canaryOf(String(sk));
    },
    async putOff(canary, until, options) {
      await update(
        canary,
        {
          set: 'SET gsi1sk = :until',
          // One that is judged is in no index, and has no such time.
          condition: 'gsi1sk < :until',
          values: { ':until': until },
        },
        options,
      );
    },
    async judge(canary, returnedUntil, options) {
      if (await updateWithVerdict(canary, returned(returnedUntil), options)) return 'returned';
      return (await updateWithVerdict(canary, lost(returnedUntil), options)) ? 'lost' : undefined;
    },
  };
};
