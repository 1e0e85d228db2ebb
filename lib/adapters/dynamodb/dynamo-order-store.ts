import type { OrderStore } from '../../app/ports/order-store.ts';
import { eventSortKeyPrefix, orderPartition } from '../../contract/tables.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { DynamoClient, DynamoTable } from '../../platform/dynamodb/dynamo-client.ts';
import { collectItems, getItem, queryItems } from '../../platform/dynamodb/read-items.ts';
import { commitOrder, type OrdersTables } from './commit-order.ts';
import { listDue, putOff } from './due-work.ts';
import { fromEventItem } from './event-item.ts';
import { fromRecordItem } from './idempotency-item.ts';
import {
  attemptKey,
  attemptPrefix,
  moneyRange,
  orderKey,
  recordKey,
  refundKey,
  refundPrefix,
  reservationKey,
} from './keys.ts';
import { type ListedOrders, listOrders, listOrdersByStatus } from './list-orders.ts';
import { fromAttemptItem, fromRefundItem } from './money-items.ts';
import { fromOrderItem, fromReservationItem } from './order-items.ts';
import { readStock } from './read-product.ts';

type Item = Record<string, unknown>;

const getParsed = async <T>(
  table: DynamoTable,
  key: Parameters<typeof getItem>[1],
  parse: (item: Item) => T,
  options: CallOptions,
): Promise<T | undefined> => {
  const item = await getItem(table, key, options);
  return item && parse(item);
};

/** Items of an order whose sort key meets a condition; strongly consistent. */
const readItemsOf = (
  { client, tableName }: DynamoTable,
  orderId: string,
  condition: string,
  values: Readonly<Record<string, string>>,
  options: CallOptions,
): Promise<Item[]> => {
  const query = {
    TableName: tableName,
    KeyConditionExpression: `pk = :partition AND ${condition}`,
    ExpressionAttributeValues: { ':partition': orderPartition(orderId), ...values },
    ConsistentRead: true,
  };
  return collectItems(queryItems(client, query, options));
};

const readWithPrefix = (table: DynamoTable, orderId: string, prefix: string, options: CallOptions) =>
  readItemsOf(table, orderId, 'begins_with(sk, :prefix)', { ':prefix': prefix }, options);

const hasPrefix =
  (prefix: string) =>
  ({ sk }: Item): boolean =>
    String(sk).startsWith(prefix);

export interface DynamoOrderStoreOptions extends OrdersTables {
  readonly client: DynamoClient;
  readonly onUnreadable?: ListedOrders['onUnreadable'];
}

/** Orders and all that belongs to them, in the orders table; their events in the events table. */
export const createDynamoOrderStore = ({
  client,
  onUnreadable,
  ...tables
}: DynamoOrderStoreOptions): OrderStore => {
  const orders = { client, tableName: tables.ordersTable, onUnreadable };
  const events = { client, tableName: tables.eventsTable };
  return {
    commit: (commit, options) => commitOrder(client, tables, commit, options),
    findOrder: (orderId, options) => getParsed(orders, orderKey(orderId), fromOrderItem, options),
    findReservation: (orderId, options) =>
      getParsed(orders, reservationKey(orderId), fromReservationItem, options),
    findAttempt: (orderId, number, options) =>
      getParsed(orders, attemptKey(orderId, number), fromAttemptItem, options),
    findRefund: (orderId, number, options) =>
      getParsed(orders, refundKey(orderId, number), fromRefundItem, options),
    async listAttempts(orderId, options) {
      const items = await readWithPrefix(orders, orderId, attemptPrefix, options);
      return items.map(fromAttemptItem);
    },
    async listRefunds(orderId, options) {
      const items = await readWithPrefix(orders, orderId, refundPrefix, options);
      return items.map(fromRefundItem);
    },
    async listMoney(orderId, options) {
      const range = { ':from': moneyRange.from, ':to': moneyRange.to };
      const items = await readItemsOf(orders, orderId, 'sk BETWEEN :from AND :to', range, options);
      return {
        attempts: items.filter(hasPrefix(attemptPrefix)).map(fromAttemptItem),
        refunds: items.filter(hasPrefix(refundPrefix)).map(fromRefundItem),
      };
    },
    findRecord: (recordId, options) => getParsed(orders, recordKey(recordId), fromRecordItem, options),
    async findEvents(orderId, options) {
      const items = await readWithPrefix(events, orderId, eventSortKeyPrefix, options);
      return items.map(fromEventItem);
    },
    findStock: (sku, options) => readStock(orders, sku, options),
    listOrders: (query, options) => listOrders(orders, query, options),
    listOrdersByStatus: (query, options) => listOrdersByStatus(orders, query, options),
    listDue: (work, now, options) => listDue(orders, work, now, options),
    putOff: (item, until, options) => putOff(orders, item, until, options),
  };
};
