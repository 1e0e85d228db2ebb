import type { CallOptions } from '../../platform/call-options.ts';
import type { DynamoClient } from '../../platform/dynamodb/dynamo-client.ts';
import { collectItems, queryItems } from '../../platform/dynamodb/read-items.ts';
import { type DueWork, duePartitions } from './due-index.ts';

type Item = Record<string, unknown>;

const byTime = (a: Item, b: Item): number => (String(a['gsi2sk']) < String(b['gsi2sk']) ? -1 : 1);

/** Items of the work that was due at `now` or before, the most overdue first, at most `limit`. */
export const listDue = async (
  client: DynamoClient,
  tableName: string,
  work: DueWork,
  { now, limit }: { readonly now: string; readonly limit: number },
  options: CallOptions,
): Promise<readonly Item[]> => {
  const firstOf = (partition: string) => {
    const query = {
      TableName: tableName,
      IndexName: 'gsi2',
      KeyConditionExpression: 'gsi2pk = :partition AND gsi2sk <= :now',
      ExpressionAttributeValues: { ':partition': partition, ':now': now },
      Limit: limit,
    };
    return collectItems(queryItems(client, query, options), limit);
  };
  const found = await Promise.all(duePartitions(work).map(firstOf));
  return found.flat().sort(byTime).slice(0, limit);
};
