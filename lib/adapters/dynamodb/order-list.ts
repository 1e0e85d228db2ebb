import type { OrderListQuery, OrderPage } from '../../app/ports/order-store.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { DynamoClient } from '../../platform/dynamodb/dynamo-client.ts';
import { collectItems, queryItems } from '../../platform/dynamodb/read-items.ts';
import { customerPartition, fromOrderItem } from './order-item.ts';

/** Items that are read at once when a filter drops some of them. */
const filteredPageSize = 500;

/** A page of a customer's orders from the index. A filter may have it read on for as long as the page is not full. */
export const listOrders = async (
  client: DynamoClient,
  tableName: string,
  { customerId, status, limit, after }: OrderListQuery,
  options: CallOptions,
): Promise<OrderPage> => {
  // One more than asked for tells whether there is a next page.
  const wanted = limit + 1;
  const query = {
    TableName: tableName,
    IndexName: 'gsi1',
    KeyConditionExpression: `gsi1pk = :customer${after === undefined ? '' : ' AND gsi1sk < :after'}`,
    ...(status !== undefined && {
      FilterExpression: '#status = :status',
      ExpressionAttributeNames: { '#status': 'status' },
    }),
    ExpressionAttributeValues: {
      ':customer': customerPartition(customerId),
      ...(after !== undefined && { ':after': after }),
      ...(status !== undefined && { ':status': status }),
    },
    ScanIndexForward: false,
    Limit: status === undefined ? wanted : filteredPageSize,
  };
  const found = await collectItems(queryItems(client, query, options), wanted);
  const orders = found.slice(0, limit).map(fromOrderItem);
  const last = orders.at(-1);
  return { orders, ...(found.length > limit && last && { nextAfter: last.id }) };
};
