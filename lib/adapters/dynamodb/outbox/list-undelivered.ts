import * as z from 'zod';
import type { UndeliveredVersion } from '../../../app/ports/event-outbox.ts';
import type { CallOptions } from '../../../platform/call-options.ts';
import type { DynamoTable } from '../../../platform/dynamodb/dynamo-client.ts';
import { queryItems } from '../../../platform/dynamodb/read-items.ts';
import { mergeSorted } from './merge-sorted.ts';
import { type UndeliveredState, undeliveredPartitions } from './undelivered-index.ts';

type Item = Record<string, unknown>;

const entrySchema = z.object({ orderId: z.string(), orderVersion: z.int(), gsi1sk: z.string() });

const timeOf = (item: Item): string => String(item['gsi1sk']);

/** Event items of a state that are of `before` or older, oldest first. One that cannot be read is left out. */
export async function* listUndelivered(
  { client, tableName }: DynamoTable,
  state: UndeliveredState,
  before: string,
  options: CallOptions,
): AsyncGenerator<UndeliveredVersion, void> {
  const ofPartition = (partition: string) =>
    queryItems(
      client,
      {
        TableName: tableName,
        IndexName: 'gsi1',
        KeyConditionExpression: 'gsi1pk = :partition AND gsi1sk <= :before',
        ExpressionAttributeValues: { ':partition': partition, ':before': before },
        ProjectionExpression: 'orderId, orderVersion, gsi1sk',
      },
      options,
    );
  for await (const item of mergeSorted(undeliveredPartitions(state).map(ofPartition), timeOf)) {
    const { success, data } = entrySchema.safeParse(item);
    if (success) yield { orderId: data.orderId, orderVersion: data.orderVersion, occurredAt: data.gsi1sk };
  }
}
