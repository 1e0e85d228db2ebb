import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { EventHistory } from '../../../app/ports/event-outbox.ts';
import { eventSortKeyPrefix } from '../../../contract/tables.ts';
import type { DynamoTable } from '../../../platform/dynamodb/dynamo-client.ts';

type Item = Record<string, unknown>;

/** The events table as a whole, for operators: it is read from end to end. */
export const createDynamoEventHistory = ({ client, tableName }: DynamoTable): EventHistory => ({
  async *listOrdersSince(since, options) {
    const seen = new Set<string>();
    let position: Item | undefined;
    do {
      const command = new ScanCommand({
        TableName: tableName,
        FilterExpression: 'begins_with(sk, :prefix) AND occurredAt >= :since',
        ExpressionAttributeValues: { ':prefix': eventSortKeyPrefix, ':since': since },
        ProjectionExpression: 'orderId',
        ConsistentRead: true,
        ExclusiveStartKey: position,
      });
      const page = await client.send(command, options);
      for (const { orderId } of page.Items ?? []) {
        if (typeof orderId !== 'string' || seen.has(orderId)) continue;
        seen.add(orderId);
        yield orderId;
      }
      position = page.LastEvaluatedKey;
    } while (position);
  },
});
