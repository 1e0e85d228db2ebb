import type { PendingOrdersReader } from '../../app/ports/pending-orders-reader.ts';
import { placedAtOf } from '../../domain/identifiers.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { DynamoTable } from '../../platform/dynamodb/dynamo-client.ts';
import { queryPage } from '../../platform/dynamodb/read-items.ts';
import { statusPartitions } from './keys.ts';

const oldestIn = async ({ client, tableName }: DynamoTable, partition: string, options: CallOptions) => {
  const query = {
    TableName: tableName,
    IndexName: 'gsi3',
    KeyConditionExpression: 'gsi3pk = :partition',
    ExpressionAttributeValues: { ':partition': partition },
    Limit: 1,
  };
  const { items } = await queryPage(client, query, options);
  return items.map(({ gsi3sk }) => placedAtOf(String(gsi3sk)));
};

/** Reads the first pending order of each partition of the index, for any number of orders. */
export const createDynamoPendingOrders = (ordersTable: DynamoTable): PendingOrdersReader => ({
  async oldestPendingAt(options) {
    const first = (partition: string) => oldestIn(ordersTable, partition, options);
    const times = (await Promise.all(statusPartitions('pending').map(first))).flat();
    return times.length === 0 ? undefined : Math.min(...times);
  },
});
