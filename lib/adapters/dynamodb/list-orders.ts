import type { OrderListQuery, OrderPage, StatusListQuery } from '../../app/ports/order-store.ts';
import type { Order } from '../../domain/order.ts';
import { isFinalStatus, type OrderStatus } from '../../domain/order-status.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { DynamoTable } from '../../platform/dynamodb/dynamo-client.ts';
import { type OnUnreadable, parseReadable } from '../../platform/dynamodb/parse-item.ts';
import { batchGet, queryPage } from '../../platform/dynamodb/read-items.ts';
import { customerPartition, customerStatusPartitions, orderKey, statusPartitions } from './keys.ts';
import { fromOrderItem } from './order-items.ts';

type Item = Record<string, unknown>;

export interface ListedOrders extends DynamoTable {
  readonly onUnreadable?: OnUnreadable;
}

interface IndexRange {
  readonly index: 'gsi1' | 'gsi3' | 'gsi4';
  readonly partitions: readonly string[];
  readonly direction: 'newest first' | 'oldest first';
  /** Id of the order before the first one. */
  readonly after: string | undefined;
  readonly limit: number;
}

/** The first items of a range, by one query of each partition. */
const readRange = async (
  { client, tableName }: DynamoTable,
  { index, partitions, direction, after, limit }: IndexRange,
  options: CallOptions,
): Promise<{ readonly items: readonly Item[]; readonly nextAfter?: string }> => {
  const isNewestFirst = direction === 'newest first';
  const later = after === undefined ? '' : ` AND ${index}sk ${isNewestFirst ? '<' : '>'} :after`;
  const queryPartition = (partition: string) => {
    const query = {
      TableName: tableName,
      IndexName: index,
      KeyConditionExpression: `${index}pk = :partition${later}`,
      ExpressionAttributeValues: { ':partition': partition, ...(after !== undefined && { ':after': after }) },
      ScanIndexForward: !isNewestFirst,
      // One more than requested shows whether there is a next page.
      Limit: limit + 1,
    };
    return queryPage(client, query, options);
  };
  const idOf = (item: Item): string => String(item[`${index}sk`]);
  const pages = await Promise.all(partitions.map(queryPartition));
  // An order that moves from one partition to another can be in both for a moment.
  const found = [...new Map(pages.flatMap((page) => page.items.map((item) => [idOf(item), item]))).values()];
  if (pages.length > 1) found.sort((a, b) => (idOf(a) < idOf(b) === isNewestFirst ? 1 : -1));
  const items = found.slice(0, limit);
  const last = items.at(-1);
  // A query can also end at 1 MB.
  const hasMore = found.length > limit || pages.some(({ more }) => more);
  return { items, ...(hasMore && last && { nextAfter: idOf(last) }) };
};

/** The orders of keys that have the status now, in their order: an index is behind the table. */
const findWithStatus = async (
  table: ListedOrders,
  keys: readonly Item[],
  status: OrderStatus,
  options: CallOptions,
): Promise<readonly Order[]> => {
  const wanted = keys.map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) }));
  const items = await batchGet(table, wanted, options, { consistent: false });
  const orders = new Map(
    parseReadable(items, fromOrderItem, table.onUnreadable).map((order) => [orderKey(order.id).pk, order]),
  );
  return wanted.flatMap(({ pk }) => orders.get(pk) ?? []).filter((order) => order.status === status);
};

/**
 * Rounds of a page at most. Orders without a final status share a partition, so that a round can find none with the
 * wanted one.
 */
const maxRounds = 5;

/** A page of a customer's orders with a status, by rounds of a query of each partition and one read of the orders that these name. */
const listOrdersWithStatus = async (
  table: ListedOrders,
  { customerId, status, limit, after }: OrderListQuery & { readonly status: OrderStatus },
  options: CallOptions,
): Promise<OrderPage> => {
  const partitions = customerStatusPartitions(customerId, status);
  const range = { index: 'gsi4', partitions, direction: 'newest first', limit } as const;
  // More keys prove another page only in a partition of one status.
  const wanted = isFinalStatus(status) ? limit : limit + 1;
  const found: Order[] = [];
  let position = after;
  let isLast = false;
  for (let round = 0; round < maxRounds && found.length < wanted && !isLast; round += 1) {
    const { items, nextAfter } = await readRange(table, { ...range, after: position }, options);
    found.push(...(await findWithStatus(table, items, status, options)));
    isLast = nextAfter === undefined;
    position = nextAfter ?? position;
  }
  const orders = found.slice(0, limit);
  const end = found.length > limit ? orders.at(-1)?.id : position;
  return { orders, ...((found.length > limit || !isLast) && end !== undefined && { nextAfter: end }) };
};

/** A page of a customer's orders, by one query. */
export const listOrders = async (
  table: ListedOrders,
  { status, ...query }: OrderListQuery,
  options: CallOptions,
): Promise<OrderPage> => {
  if (status !== undefined) return listOrdersWithStatus(table, { status, ...query }, options);
  const { customerId, limit, after } = query;
  const partitions = [customerPartition(customerId)];
  const range = { index: 'gsi1', partitions, direction: 'newest first', after, limit } as const;
  const { items, ...next } = await readRange(table, range, options);
  return { orders: parseReadable(items, fromOrderItem, table.onUnreadable), ...next };
};

/** A page of all customers' orders with a status: one query of each partition, and one read of the orders. */
export const listOrdersByStatus = async (
  table: ListedOrders,
  { status, limit, after }: StatusListQuery,
  options: CallOptions,
): Promise<OrderPage> => {
  const partitions = statusPartitions(status);
  const range = { index: 'gsi3', partitions, direction: 'oldest first', after, limit } as const;
  const { items, ...next } = await readRange(table, range, options);
  return { orders: await findWithStatus(table, items, status, options), ...next };
};
