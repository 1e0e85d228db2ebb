import { ScanCommand, type ScanCommandInput } from '@aws-sdk/lib-dynamodb';
import type { CallOptions } from '../../../lib/platform/call-options.ts';
import type { DynamoTable } from '../../../lib/platform/dynamodb/dynamo-client.ts';
import { collectItems, queryItems } from '../../../lib/platform/dynamodb/read-items.ts';
import type { Item } from '../../audit/stored-state.ts';

/** The items of one partition. */
export interface Partition {
  readonly key: string;
  readonly items: readonly Item[];
}

/** All partitions of a table, each as a whole; strongly consistent. A scan gives the items of a partition in a row. */
export async function* scanPartitions(
  { client, tableName }: DynamoTable,
  options: CallOptions,
): AsyncGenerator<Partition, void> {
  let position: ScanCommandInput['ExclusiveStartKey'];
  let key: string | undefined;
  let items: Item[] = [];
  do {
    const command = new ScanCommand({
      TableName: tableName,
      ConsistentRead: true,
      ExclusiveStartKey: position,
    });
    const { Items = [], LastEvaluatedKey } = await client.send(command, options);
    for (const item of Items) {
      const next = String(item['pk']);
      if (key !== undefined && next !== key) {
        yield { key, items };
        items = [];
      }
      key = next;
      items.push(item);
    }
    position = LastEvaluatedKey;
  } while (position);
  if (key !== undefined) yield { key, items };
}

/** The items of a partition; strongly consistent. */
export const readPartition = (
  { client, tableName }: DynamoTable,
  key: string,
  options: CallOptions,
): Promise<Item[]> =>
  collectItems(
    queryItems(
      client,
      {
        TableName: tableName,
        KeyConditionExpression: 'pk = :partition',
        ExpressionAttributeValues: { ':partition': key },
        ConsistentRead: true,
      },
      options,
    ),
  );
