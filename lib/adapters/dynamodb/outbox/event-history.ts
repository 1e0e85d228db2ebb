import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { EventHistory } from '../../../app/ports/event-outbox.ts';
import { callAws } from '../../../platform/aws/aws-failure.ts';
import { type DynamoTable, dynamodb } from '../../../platform/dynamodb/table.ts';
import { eventPrefix } from '../event-item.ts';

type Item = Record<string, unknown>;

/** The events table as a whole, for operators: it is read from end to end. */
export const createDynamoEventHistory = ({ client, tableName }: DynamoTable): EventHistory => ({
  async *listOrdersSince(since, { signal }) {
    const seen = new Set<string>();
    let position: Item | undefined;
    do {
      const command = new ScanCommand({
        TableName: tableName,
        FilterExpression: 'begins_with(sk, :prefix) AND occurredAt >= :since',
        ExpressionAttributeValues: { ':prefix': eventPrefix, ':since': since },
        ProjectionExpression: 'orderId',
        ConsistentRead: true,
        ExclusiveStartKey: position,
      });
      const page = await callAws(dynamodb, signal, () => client.send(command, { abortSignal: signal }));
      for (const { orderId } of page.Items ?? []) {
        if (typeof orderId !== 'string' || seen.has(orderId)) continue;
        seen.add(orderId);
        yield orderId;
      }
      position = page.LastEvaluatedKey;
    } while (position);
  },
});
