import type { OrderListQuery, OrderPage, StatusListQuery } from '../../app/ports/order-store.ts';
import type { Order } from '../../domain/order.ts';
import type { OrderStatus } from '../../domain/order-status.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { DynamoTable } from '../../platform/dynamodb/dynamo-client.ts';
import { batchGet, queryPage } from '../../platform/dynamodb/read-items.ts';
import { customerPartition, customerStatusPartition, orderKey, statusPartitions } from './keys.ts';
import { fromOrderItem } from './order-items.ts';

interface IndexRange {
  readonly index: 'gsi1' | 'gsi3' | 'gsi4';
  readonly partition: string;
  readonly direction: 'newest first' | 'oldest first';
  /** Id of the order before the first one. */
  readonly after: string | undefined;
  readonly limit: number;
}

/** The first orders of a range, by one query. Asked for one more than the limit, it tells whether there are others. */
const queryRange = (
  { client, tableName }: DynamoTable,
  { index, partition, direction, after, limit }: IndexRange,
  options: CallOptions,
) => {
  const comparison = direction === 'newest first' ? '<' : '>';
  const query = {
    TableName: tableName,
    IndexName: index,
    KeyConditionExpression: `${index}pk = :partition${after === undefined ? '' : ` AND ${index}sk ${comparison} :after`}`,
    ExpressionAttributeValues: { ':partition': partition, ...(after !== undefined && { ':after': after }) },
    ScanIndexForward: direction === 'oldest first',
    Limit: limit + 1,
  };
  return queryPage(client, query, options);
};

/** The page that begins with these, in their order. @param more whether the range goes on behind them. */
const toPage = <T>(found: readonly T[], limit: number, more: boolean, idOf: (one: T) => string) => {
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return { page, ...((more || found.length > limit) && last !== undefined && { nextAfter: idOf(last) }) };
};

/** The orders with these ids that have the status now: an index is behind the table. */
const findWithStatus = async (
  table: DynamoTable,
  ids: readonly string[],
  status: OrderStatus,
  options: CallOptions,
): Promise<readonly Order[]> => {
  const items = await batchGet(table, ids.map(orderKey), options, { consistent: false });
  const orders = new Map(items.map(fromOrderItem).map((order) => [order.id, order]));
  return ids.flatMap((id) => orders.get(id) ?? []).filter((order) => order.status === status);
};

/** A page of a customer's orders: one query, and with a status one read of the orders that it names. */
export const listOrders = async (
  table: DynamoTable,
  { customerId, status, limit, after }: OrderListQuery,
  options: CallOptions,
): Promise<OrderPage> => {
  const range = { direction: 'newest first', after, limit } as const;
  if (status === undefined) {
    const whole = { ...range, index: 'gsi1', partition: customerPartition(customerId) } as const;
    const { items, more } = await queryRange(table, whole, options);
    const { page, ...next } = toPage(items.map(fromOrderItem), limit, more, ({ id }) => id);
    return { orders: page, ...next };
  }
  const filtered = {
    ...range,
    index: 'gsi4',
    partition: customerStatusPartition(customerId, status),
  } as const;
  const { items, more } = await queryRange(table, filtered, options);
  const ids = items.map(({ gsi4sk }) => String(gsi4sk));
  const { page, ...next } = toPage(ids, limit, more, (id) => id);
  return { orders: await findWithStatus(table, page, status, options), ...next };
};

/** A page of all customers' orders with a status: one query for each partition, and one read of the orders. */
export const listOrdersByStatus = async (
  table: DynamoTable,
  { status, limit, after }: StatusListQuery,
  options: CallOptions,
): Promise<OrderPage> => {
  const queryPartition = (partition: string) =>
    queryRange(table, { index: 'gsi3', partition, direction: 'oldest first', after, limit }, options);
  const pages = await Promise.all(statusPartitions(status).map(queryPartition));
  const ids = pages.flatMap(({ items }) => items.map(({ gsi3sk }) => String(gsi3sk))).sort();
  const { page, ...next } = toPage(ids, limit, false, (id) => id);
  return { orders: await findWithStatus(table, page, status, options), ...next };
};
