import type { OrderSummaryStore, SummaryEntry } from '../../../app/ports/order-summary-store.ts';
import type { CallOptions } from '../../../platform/call-options.ts';
import type { DynamoClient } from '../../../platform/dynamodb/dynamo-client.ts';
import { collectItems, getItem, queryItems } from '../../../platform/dynamodb/read-items.ts';
import { transactWrite } from '../../../platform/dynamodb/write-items.ts';
import type { OrdersTables } from '../commit-order.ts';
import { eventKey, progressKey, summaryPartition } from '../keys.ts';
import { entryActions } from './entry-actions.ts';
import { fromProgressItem, fromSummaryItems } from './summary-items.ts';

export interface DynamoOrderSummaryStoreOptions extends OrdersTables {
  readonly client: DynamoClient;
}

/** Summaries beside the orders. An entry is one transaction. */
export const createDynamoOrderSummaryStore = ({
  client,
  ordersTable,
  eventsTable,
}: DynamoOrderSummaryStoreOptions): OrderSummaryStore => {
  const orders = { client, tableName: ordersTable };
  const events = { client, tableName: eventsTable };

  const record = async (entry: SummaryEntry, isNewest: boolean, options: CallOptions): Promise<boolean> => {
    const refused = await transactWrite(client, entryActions(ordersTable, entry, isNewest), options);
    if (refused.length === 0) return true;
    // Only the first action has a condition besides that the order is the newest one.
    return refused.some(({ index }) => index === 0) ? false : record(entry, false, options);
  };

  return {
    async findProgress(orderId, options) {
      const item = await getItem(orders, progressKey(orderId), options);
      return item && fromProgressItem(item);
    },
    async findStored({ orderId, orderVersion }, options) {
      const item = await getItem(events, eventKey(orderId, orderVersion), options);
      if (!Array.isArray(item?.['events'])) return undefined;
      return { size: item['events'].length, isReceived: item['receivedAt'] !== undefined };
    },
    // Most orders are the newest ones of their customers.
    record: (entry, options) => record(entry, true, options),
    async findSummary(customerId, options) {
      const query = {
        TableName: ordersTable,
        KeyConditionExpression: 'pk = :partition',
        ExpressionAttributeValues: { ':partition': summaryPartition(customerId) },
        ConsistentRead: true,
      };
      return fromSummaryItems(await collectItems(queryItems(client, query, options)));
    },
  };
};
