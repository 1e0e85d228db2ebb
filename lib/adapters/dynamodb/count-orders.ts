import { QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { OrderStatus } from '../../domain/order-status.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { DynamoTable } from '../../platform/dynamodb/dynamo-client.ts';
import { statusPartitions } from './keys.ts';

/** Number of orders with a status, counted in the index: costs more the more there are, so only for operators. */
export const countOrders = async (
  { client, tableName }: DynamoTable,
  status: OrderStatus,
  options: CallOptions,
): Promise<number> => {
  let count = 0;
  for (const partition of statusPartitions(status)) {
    let position: QueryCommandInput['ExclusiveStartKey'];
    do {
      const command = new QueryCommand({
        TableName: tableName,
        IndexName: 'gsi3',
        KeyConditionExpression: 'gsi3pk = :partition',
        ExpressionAttributeValues: { ':partition': partition },
        Select: 'COUNT',
        ExclusiveStartKey: position,
      });
      const { Count = 0, LastEvaluatedKey } = await client.send(command, options);
      count += Count;
      position = LastEvaluatedKey;
    } while (position);
  }
  return count;
};
