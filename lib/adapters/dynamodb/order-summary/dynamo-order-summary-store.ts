import type {
  FoundProgress,
  OrderSummaryStore,
  SummaryEntry,
} from '../../../app/ports/order-summary-store.ts';
import type { CallOptions } from '../../../platform/call-options.ts';
import type { DynamoClient } from '../../../platform/dynamodb/dynamo-client.ts';
import type { ItemUpdate } from '../../../platform/dynamodb/item-change.ts';
import { createItemReader } from '../../../platform/dynamodb/item-reader.ts';
import { collectItems, type ItemAddress, queryItems } from '../../../platform/dynamodb/read-items.ts';
import { transactWrite, updateIf } from '../../../platform/dynamodb/write-items.ts';
import type { OrdersTables } from '../commit-order.ts';
import { knownEventsOf } from '../event-item.ts';
import { eventKey, orderKey, progressKey, summaryPartition, summaryShardKey } from '../keys.ts';
import { entryUpdates } from './entry-updates.ts';
import { occupancyOf, type ProgressPlace, progressTogether } from './progress-place.ts';
import { fromProgressItem, fromSummaryItems } from './summary-items.ts';

/**
 * The lane of an event in its batch: two events of one lane may change the same part of a summary.
 * @param customerId of the order; `undefined` if the event lacks it.
 */
export const summaryLane = (orderId: string, customerId: string | undefined): string => {
  if (customerId === undefined) return orderId;
  const { pk, sk } = summaryShardKey(customerId, orderId);
  return `${pk} ${sk}`;
};

export interface DynamoOrderSummaryStoreOptions extends OrdersTables {
  readonly client: DynamoClient;
}

/** Summaries beside the orders. An entry is one write: a plain one if one item holds all that it changes. */
export const createDynamoOrderSummaryStore = ({
  client,
  ordersTable,
  eventsTable,
}: DynamoOrderSummaryStoreOptions): OrderSummaryStore => {
  const orders = { client, tableName: ordersTable };
  const read = createItemReader(client);
  const readOrders = (key: ItemAddress['key'], options: CallOptions) =>
    read({ tableName: ordersTable, key }, options);

  /** The customer of an order, from the order itself. */
  const customerOf = async (orderId: string, options: CallOptions): Promise<string | undefined> => {
    const customerId = (await readOrders(orderKey(orderId), options))?.['customerId'];
    return typeof customerId === 'string' ? customerId : undefined;
  };

  const findPlace = async (
    orderId: string,
    customerId: string | undefined,
    options: CallOptions,
  ): Promise<ProgressPlace> => {
    const part =
      customerId === undefined ? undefined : await readOrders(summaryShardKey(customerId, orderId), options);
    const progress = part && progressTogether(part, orderId);
    if (progress && customerId !== undefined) return { kind: 'together', progress, customerId };
    // Read after the part: progress that leaves the part is here from then on.
    const own = await readOrders(progressKey(orderId), options);
    if (own) return { kind: 'apart', progress: fromProgressItem(own) };
    return { kind: 'new', part: occupancyOf(part) };
  };

  const toAction = (update: ItemUpdate) => ({ Update: { TableName: ordersTable, ...update } });

  const record = async (
    entry: SummaryEntry,
    place: ProgressPlace,
    isNewest: boolean,
    options: CallOptions,
  ): Promise<boolean> => {
    const updates = entryUpdates(entry, place, isNewest);
    const [update] = updates;
    const isRecorded =
      update && updates.length === 1
        ? await updateIf(orders, update, options)
        : (await transactWrite(client, updates.map(toAction), options)).length === 0;
    // Perhaps it was only that the order is not the newest one.
    return isRecorded || (isNewest && (await record(entry, place, false, options)));
  };

  return {
    async findProgress(orderId, customerId, options): Promise<FoundProgress> {
      const place = await findPlace(orderId, customerId ?? (await customerOf(orderId, options)), options);
      return {
        progress: place.kind === 'new' ? undefined : place.progress,
        // Most orders are the newest ones of their customers.
        record: (entry, limited) => record(entry, place, entry.change?.placedAt !== undefined, limited),
      };
    },
    async findStored({ orderId, orderVersion }, options) {
      const item = await read({ tableName: eventsTable, key: eventKey(orderId, orderVersion) }, options);
      const { events, receivedAt } = item ?? {};
      if (!Array.isArray(events)) return undefined;
      const { length: size } = events;
      return {
        orderId,
        orderVersion,
        size,
        events: knownEventsOf(events),
        isReceived: receivedAt !== undefined,
      };
    },
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
