import type { UnpaidOrdersReader } from '../../app/ports/unpaid-orders-reader.ts';
import type { DynamoTable } from '../../platform/dynamodb/dynamo-client.ts';
import { batchGet, queryPage } from '../../platform/dynamodb/read-items.ts';
import { customerStatusPartition } from './keys.ts';

/** Open orders whose status is read: those of a batch, or twice a great limit. An unpaid one is minutes old, so it is among the newest. */
const maxRead = (limit: number): number => Math.max(100, 2 * limit);

/**
 * Counts a customer's open orders by one query of their index, whose items are keys alone. Only when the limit could be
 * reached, one more call reads which of them are pending.
 */
export const createDynamoUnpaidOrders = ({ client, tableName }: DynamoTable): UnpaidOrdersReader => ({
  async hasUnpaid(customerId, atLeast, options) {
    const query = {
      TableName: tableName,
      IndexName: 'gsi4',
      KeyConditionExpression: 'gsi4pk = :partition',
      ExpressionAttributeValues: { ':partition': customerStatusPartition(customerId, 'pending') },
      ScanIndexForward: false,
      Limit: maxRead(atLeast),
    };
    const { items: open } = await queryPage(client, query, options);
    if (open.length < atLeast) return false;
    const keys = open.map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) }));
    const orders = await batchGet({ client, tableName }, keys, options, { consistent: false });
    return orders.filter(({ status }) => status === 'pending').length >= atLeast;
  },
});
