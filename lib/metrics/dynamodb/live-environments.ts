import type { CallOptions } from '../../platform/call-options.ts';
import type { DynamoTable } from '../../platform/dynamodb/dynamo-client.ts';
import { collectItems, getItem, queryItems } from '../../platform/dynamodb/read-items.ts';
import { updateIf } from '../../platform/dynamodb/write-items.ts';
import type { EnvironmentKey } from '../metrics-store.ts';
import {
  environmentKey,
  environmentOf,
  hourSortKey,
  livePartitions,
  pack,
} from '../storage/metrics-items.ts';

/** Live environments that were last heard of in an hour before that of `time`, at most `limit`. */
export const listSilent = async (
  { client, tableName }: DynamoTable,
  time: number,
  limit: number,
  options: CallOptions,
): Promise<readonly EnvironmentKey[]> => {
  const silentOf = (partition: string) => {
    const query = {
      TableName: tableName,
      IndexName: 'gsi1',
      KeyConditionExpression: 'gsi1pk = :partition AND gsi1sk < :hour',
      ExpressionAttributeValues: { ':partition': partition, ':hour': hourSortKey(time) },
      Limit: limit,
    };
    return collectItems(queryItems(client, query, options), limit);
  };
  const found = await Promise.all(livePartitions.map(silentOf));
  return found.flat().slice(0, limit).map(environmentOf);
};

/** Packs an environment's state if it is not, takes it out of the index, and leaves all else as it was. */
export const foldEnvironment = async (
  table: DynamoTable,
  key: EnvironmentKey,
  time: number,
  options: CallOptions,
): Promise<boolean> => {
  const item = await getItem(table, environmentKey(key), options);
  if (!item) return false;
  const { seq, counts, packed = pack(String(counts)) } = item;
  const update = {
    Key: environmentKey(key),
    UpdateExpression: 'SET packed = :packed REMOVE #counts, gsi1pk, gsi1sk',
    // The state is still the one that was packed, and nobody has heard of the environment.
    ConditionExpression: 'seq = :seq AND gsi1sk < :hour',
    ExpressionAttributeNames: { '#counts': 'counts' },
    ExpressionAttributeValues: { ':packed': packed, ':seq': seq, ':hour': hourSortKey(time) },
  };
  return updateIf(table, update, options);
};
