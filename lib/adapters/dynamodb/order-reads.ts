import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { OrderStore } from '../../app/ports/order-store.ts';
import { getItem } from '../../platform/dynamodb/get-item.ts';
import { collectItems, queryItems } from '../../platform/dynamodb/query-items.ts';
import { attemptKey, fromAttemptItem } from './attempt-item.ts';
import type { OrdersTables } from './commit-action.ts';
import { eventPrefix } from './event-item.ts';
import { fromRecordItem, recordKey } from './idempotency-item.ts';
import { fromOrderItem, orderKey, orderPartition } from './order-item.ts';
import { productPartition } from './product-item.ts';
import { fromReservationItem, reservationKey } from './reservation-item.ts';
import { fromStockItem, stockPrefix } from './stock-item.ts';
import { fromEventItem } from './stored-event.ts';

type Key = Parameters<typeof getItem>[1];
type Reads = Pick<
  OrderStore,
  'findOrder' | 'findReservation' | 'findAttempt' | 'findRecord' | 'findEvents' | 'findStock'
>;

/** The reads that see every confirmed write: all are strongly consistent. */
export const createOrderReads = (
  client: DynamoDBDocumentClient,
  { ordersTable, eventsTable }: OrdersTables,
): Reads => {
  const table = { client, tableName: ordersTable };
  const get = async <T>(key: Key, parse: (item: Record<string, unknown>) => T, signal: AbortSignal) => {
    const item = await getItem(table, key, signal);
    return item && parse(item);
  };
  const readPartition = (TableName: string, partition: string, prefix: string, signal: AbortSignal) => {
    const query = {
      TableName,
      KeyConditionExpression: 'pk = :partition AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':partition': partition, ':prefix': prefix },
      ConsistentRead: true,
    };
    return collectItems(queryItems(client, query, signal));
  };
  return {
    findOrder: (orderId, { signal }) => get(orderKey(orderId), fromOrderItem, signal),
    findReservation: (orderId, { signal }) => get(reservationKey(orderId), fromReservationItem, signal),
    findAttempt: (orderId, number, { signal }) => get(attemptKey(orderId, number), fromAttemptItem, signal),
    findRecord: (recordId, { signal }) => get(recordKey(recordId), fromRecordItem, signal),
    async findEvents(orderId, { signal }) {
      const items = await readPartition(eventsTable, orderPartition(orderId), eventPrefix, signal);
      return items.map(fromEventItem);
    },
    async findStock(sku, { signal }) {
      const items = await readPartition(ordersTable, productPartition(sku), stockPrefix, signal);
      return items.map(fromStockItem);
    },
  };
};
