import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { UnpaidOrdersReader } from '../../app/ports/unpaid-orders-reader.ts';
import type { DynamoTable } from '../../platform/dynamodb/dynamo-client.ts';
import { customerStatusPartition } from './keys.ts';

/** Counts a customer's pending orders by one query of their index, whose items are keys alone. */
export const createDynamoUnpaidOrders = ({ client, tableName }: DynamoTable): UnpaidOrdersReader => ({
  async countUnpaid(customerId, atMost, options) {
    const query = {
      TableName: tableName,
      IndexName: 'gsi4',
      KeyConditionExpression: 'gsi4pk = :partition',
      ExpressionAttributeValues: { ':partition': customerStatusPartition(customerId, 'pending') },
      Select: 'COUNT' as const,
      Limit: atMost,
    };
    const { Count = 0 } = await client.send(new QueryCommand(query), options);
    return Count;
  },
});
