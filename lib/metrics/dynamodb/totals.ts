import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { CallOptions } from '../../platform/call-options.ts';
import type { DynamoTable } from '../../platform/dynamodb/dynamo-client.ts';
import { totalPartition } from '../storage/metrics-items.ts';

/**
 * The sum of each cell over all items of the totals; strongly consistent. Read as DynamoDB writes numbers, not
 * through the document client, whose numbers end at 2^53: microseconds of all requests reach that in some years.
 */
export const readTotals = async (
  { client, tableName }: DynamoTable,
  options: CallOptions,
): Promise<ReadonlyMap<string, bigint>> => {
  const totals = new Map<string, bigint>();
  let position: QueryCommand['input']['ExclusiveStartKey'];
  do {
    const command = new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: 'pk = :partition',
      ExpressionAttributeValues: { ':partition': { S: totalPartition } },
      ConsistentRead: true,
      ExclusiveStartKey: position,
    });
    const page = await client.send(command, options);
    for (const item of page.Items ?? []) {
      for (const [cell, { N }] of Object.entries(item)) {
        if (N !== undefined) totals.set(cell, (totals.get(cell) ?? 0n) + BigInt(N));
      }
    }
    position = page.LastEvaluatedKey;
  } while (position);
  return totals;
};
