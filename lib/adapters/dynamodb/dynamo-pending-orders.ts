import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { PendingOrdersReader } from '../../metrics/aggregation/pending-orders.ts';
import { callAws } from '../../platform/aws/aws-failure.ts';
import { collectItems, queryItems } from '../../platform/dynamodb/query-items.ts';
import { type DynamoTable, dynamodb } from '../../platform/dynamodb/table.ts';
import { pendingPartitions } from './pending-index.ts';

const queryOf = (TableName: string, partition: string) => ({
  TableName,
  IndexName: 'gsi3',
  KeyConditionExpression: 'gsi3pk = :partition',
  ExpressionAttributeValues: { ':partition': partition },
});

const countIn = async ({ client, tableName }: DynamoTable, partition: string, signal: AbortSignal) => {
  let count = 0;
  let position: Record<string, unknown> | undefined;
  do {
    const query = { ...queryOf(tableName, partition), Select: 'COUNT' as const, ExclusiveStartKey: position };
    const command = new QueryCommand(query);
    const page = await callAws(dynamodb, signal, () => client.send(command, { abortSignal: signal }));
    count += page.Count ?? 0;
    position = page.LastEvaluatedKey;
  } while (position);
  return count;
};

const oldestIn = async ({ client, tableName }: DynamoTable, partition: string, signal: AbortSignal) => {
  const query = { ...queryOf(tableName, partition), Limit: 1 };
  const [first] = await collectItems(queryItems(client, query, signal), 1);
  return first ? [Date.parse(String(first['gsi3sk']))] : [];
};

/** Counts pending orders in their index, whose items are keys alone. */
export const createDynamoPendingOrders = (ordersTable: DynamoTable): PendingOrdersReader => ({
  async pendingOrders({ signal }) {
    const [counts, oldest] = await Promise.all([
      Promise.all(pendingPartitions.map((partition) => countIn(ordersTable, partition, signal))),
      Promise.all(pendingPartitions.map((partition) => oldestIn(ordersTable, partition, signal))),
    ]);
    const times = oldest.flat();
    return {
      count: counts.reduce((sum, count) => sum + count, 0),
      oldestAt: times.length === 0 ? undefined : Math.min(...times),
    };
  },
});
