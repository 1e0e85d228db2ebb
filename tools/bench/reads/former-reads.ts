import { cataloguePartition, customerPartition, stockKey } from '../../../lib/adapters/dynamodb/keys.ts';
import { fromProductItem } from '../../../lib/adapters/dynamodb/product-items.ts';
import type { OrderStatus } from '../../../lib/domain/order-status.ts';
import type { CallOptions } from '../../../lib/platform/call-options.ts';
import type { DynamoTable } from '../../../lib/platform/dynamodb/dynamo-client.ts';
import { batchGet, collectItems, queryItems } from '../../../lib/platform/dynamodb/read-items.ts';

// How lists were read formerly, for comparison: orders before the index of orders by status, products with their stock.

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

/** Reads a page of products, and all of their stock items with strong consistency. */
export const listWithStock = async (table: DynamoTable, limit: number, options: CallOptions) => {
  const query = {
    TableName: table.tableName,
    IndexName: 'gsi1',
    KeyConditionExpression: 'gsi1pk = :all',
    ExpressionAttributeValues: { ':all': cataloguePartition },
    Limit: limit + 1,
  };
  const products = await collectItems(queryItems(table.client, query, options), limit + 1);
  const keys = products
    .map(fromProductItem)
    .flatMap(({ sku, stockShards }) =>
      Array.from({ length: stockShards }, (_, shard) => stockKey(sku, shard)),
    );
  return batchGet(table, keys, options);
};
