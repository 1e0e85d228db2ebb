import { customerPartition } from '../../../lib/adapters/dynamodb/keys.ts';
import type { OrderStatus } from '../../../lib/domain/order-status.ts';
import type { CallOptions } from '../../../lib/platform/call-options.ts';
import type { DynamoTable } from '../../../lib/platform/dynamodb/dynamo-client.ts';
import { collectItems, queryItems } from '../../../lib/platform/dynamodb/read-items.ts';

// How orders were read until the index of orders by status, for comparison.

/** Reads a customer's history in pages of 500 orders until enough have the status. */
export const listByFilter = (
  { client, tableName }: DynamoTable,
  { customerId, status, limit }: { customerId: string; status: OrderStatus; limit: number },
  options: CallOptions,
) => {
  const query = {
    TableName: tableName,
    IndexName: 'gsi1',
    KeyConditionExpression: 'gsi1pk = :customer',
    FilterExpression: '#status = :status',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: { ':customer': customerPartition(customerId), ':status': status },
    ScanIndexForward: false,
    Limit: 500,
  };
  return collectItems(queryItems(client, query, options), limit + 1);
};
