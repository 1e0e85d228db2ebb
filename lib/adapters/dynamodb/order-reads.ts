import type { OrderStore } from '../../app/ports/order-store.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { DynamoClient } from '../../platform/dynamodb/dynamo-client.ts';
import { collectItems, getItem, queryItems } from '../../platform/dynamodb/read-items.ts';
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
export const createOrderReads = (client: DynamoClient, { ordersTable, eventsTable }: OrdersTables): Reads => {
  const table = { client, tableName: ordersTable };
  const get = async <T>(key: Key, parse: (item: Record<string, unknown>) => T, options: CallOptions) => {
    const item = await getItem(table, key, options);
    return item && parse(item);
  };
  const readPartition = (TableName: string, partition: string, prefix: string, options: CallOptions) => {
    const query = {
      TableName,
      KeyConditionExpression: 'pk = :partition AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':partition': partition, ':prefix': prefix },
      ConsistentRead: true,
    };
    return collectItems(queryItems(client, query, options));
  };
  return {
    findOrder: (orderId, options) => get(orderKey(orderId), fromOrderItem, options),
    findReservation: (orderId, options) => get(reservationKey(orderId), fromReservationItem, options),
    findAttempt: (orderId, number, options) => get(attemptKey(orderId, number), fromAttemptItem, options),
    findRecord: (recordId, options) => get(recordKey(recordId), fromRecordItem, options),
    async findEvents(orderId, options) {
      const items = await readPartition(eventsTable, orderPartition(orderId), eventPrefix, options);
      return items.map(fromEventItem);
    },
    async findStock(sku, options) {
      const items = await readPartition(ordersTable, productPartition(sku), stockPrefix, options);
      return items.map(fromStockItem);
    },
  };
};
