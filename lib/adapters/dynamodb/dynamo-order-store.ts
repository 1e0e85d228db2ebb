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

/** Items of a partition whose sort key has a prefix; strongly consistent. */
const readPartition = (
  { client, tableName }: DynamoTable,
  partition: string,
  prefix: string,
  options: CallOptions,
): Promise<Item[]> => {
  const query = {
    TableName: tableName,
    KeyConditionExpression: 'pk = :partition AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':partition': partition, ':prefix': prefix },
    ConsistentRead: true,
  };
  return collectItems(queryItems(client, query, options));
};

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
      const items = await readPartition(orders, orderPartition(orderId), attemptPrefix, options);
      return items.map(fromAttemptItem);
    },
    async listRefunds(orderId, options) {
      const items = await readPartition(orders, orderPartition(orderId), refundPrefix, options);
      return items.map(fromRefundItem);
    },
    async listMoney(orderId, options) {
      const query = {
        TableName: orders.tableName,
        KeyConditionExpression: 'pk = :partition AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: {
          ':partition': orderPartition(orderId),
          ':from': moneyRange.from,
          ':to': moneyRange.to,
        },
        ConsistentRead: true,
      };
      const items = await collectItems(queryItems(client, query, options));
      const isKept = (prefix: string) => (item: Item) => String(item['sk']).startsWith(prefix);
      return {
        attempts: items.filter(isKept(attemptPrefix)).map(fromAttemptItem),
        refunds: items.filter(isKept(refundPrefix)).map(fromRefundItem),
      };
    },
    findRecord: (recordId, options) => getParsed(orders, recordKey(recordId), fromRecordItem, options),
    async findEvents(orderId, options) {
      const items = await readPartition(events, orderPartition(orderId), eventSortKeyPrefix, options);
      return items.map(fromEventItem);
    },
    findStock: (sku, options) => readStock(orders, sku, options),
    listOrders: (query, options) => listOrders(orders, query, options),
    listOrdersByStatus: (query, options) => listOrdersByStatus(orders, query, options),
    listDue: (work, now, options) => listDue(orders, work, now, options),
    putOff: (item, until, options) => putOff(orders, item, until, options),
  };
};
