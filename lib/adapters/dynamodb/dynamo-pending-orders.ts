import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { PendingOrdersReader } from '../../app/ports/pending-orders-reader.ts';
import { placedAtOf } from '../../domain/identifiers.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { DynamoTable } from '../../platform/dynamodb/dynamo-client.ts';
import { collectItems, queryItems } from '../../platform/dynamodb/read-items.ts';
import { statusPartitions } from './keys.ts';

const pendingPartitions = /* @__PURE__ */ statusPartitions('pending');

const queryOf = (TableName: string, partition: string) => ({
  TableName,
  IndexName: 'gsi3',
  KeyConditionExpression: 'gsi3pk = :partition',
  ExpressionAttributeValues: { ':partition': partition },
});

const countIn = async ({ client, tableName }: DynamoTable, partition: string, options: CallOptions) => {
  let count = 0;
  let position: Record<string, unknown> | undefined;
  do {
    const query = { ...queryOf(tableName, partition), Select: 'COUNT' as const, ExclusiveStartKey: position };
    const command = new QueryCommand(query);
    const page = await client.send(command, options);
    count += page.Count ?? 0;
    position = page.LastEvaluatedKey;
  } while (position);
  return count;
};

const oldestIn = async ({ client, tableName }: DynamoTable, partition: string, options: CallOptions) => {
  const query = { ...queryOf(tableName, partition), Limit: 1 };
  const [first] = await collectItems(queryItems(client, query, options), 1);
  return first ? [placedAtOf(String(first['gsi3sk']))] : [];
};

/** Counts pending orders in their index, whose items are keys alone. */
export const createDynamoPendingOrders = (ordersTable: DynamoTable): PendingOrdersReader => ({
  async pendingOrders(options) {
    const [counts, oldest] = await Promise.all([
      Promise.all(pendingPartitions.map((partition) => countIn(ordersTable, partition, options))),
      Promise.all(pendingPartitions.map((partition) => oldestIn(ordersTable, partition, options))),
    ]);
    const times = oldest.flat();
    return {
      count: counts.reduce((sum, count) => sum + count, 0),
      oldestAt: times.length === 0 ? undefined : Math.min(...times),
    };
  },
});
