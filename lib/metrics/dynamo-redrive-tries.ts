import type { DynamoTable } from '../platform/dynamodb/dynamo-client.ts';
import { transactWrite } from '../platform/dynamodb/write-items.ts';
import type { RedriveTries } from './redrive-batches.ts';

/** Tries until a batch counts as abandoned; at one run in ten minutes, more than an hour and a half. */
export const triesAtOnce = 10;

/** A fixed defect makes an abandoned batch processable: it is tried again once a day. */
const laterTryMs = 24 * 3_600_000;

/** Longer than the failure bucket keeps a batch. */
const keptSeconds = 35 * 24 * 3_600;

/** The metrics table. */
export const createDynamoRedriveTries = ({ client, tableName }: DynamoTable): RedriveTries => ({
  async begin(key, now, options) {
    const Update = {
      TableName: tableName,
      Key: { pk: `GIVEN_UP#${key}`, sk: 'TRIES' },
      UpdateExpression: 'SET triedAt = :now, #ttl = :ttl ADD tries :one',
      ConditionExpression: 'attribute_not_exists(tries) OR tries < :most OR triedAt < :dayAgo',
      ExpressionAttributeNames: { '#ttl': 'ttl' },
      ExpressionAttributeValues: {
        ':now': now,
        ':ttl': Math.ceil(now / 1_000) + keptSeconds,
        ':one': 1,
        ':most': triesAtOnce,
        ':dayAgo': now - laterTryMs,
      },
    };
    // With a token, so that a try counts once although the answer to the first request is lost.
    return (await transactWrite(client, [{ Update }], options)).length === 0;
  },
});
