import { ScanCommand, type ScanCommandInput } from '@aws-sdk/lib-dynamodb';
import { eventSortKeyPrefix, orderIdOfPartition, orderPartition } from '../../../contract/tables.ts';
import { isOrderId } from '../../../domain/identifiers.ts';
import { type OrderWithMoney, unfinishedParts } from '../../../domain/unfinished-order.ts';
import type { CallOptions } from '../../../platform/call-options.ts';
import type { DynamoTable } from '../../../platform/dynamodb/dynamo-client.ts';
import { MalformedItemError } from '../../../platform/dynamodb/parse-item.ts';
import { collectItems, queryItems } from '../../../platform/dynamodb/read-items.ts';
import {
  attemptPrefix,
  customerPartition,
  orderKey,
  recordKey,
  refundPrefix,
  summaryPartition,
  undeliveredStateOf,
} from '../keys.ts';
import { fromAttemptItem, fromRefundItem } from '../money-items.ts';
import { fromOrderItem } from '../order-items.ts';
import { ordersTogether } from '../order-summary/progress-place.ts';

export type Item = Readonly<Record<string, unknown>>;

/** The tables that hold what is kept about a customer. */
export interface CustomerTables {
  readonly orders: DynamoTable;
  readonly events: DynamoTable;
}

const readPartition = ({ client, tableName }: DynamoTable, partition: string, options: CallOptions) =>
  collectItems(
    queryItems(
      client,
      {
        TableName: tableName,
        KeyConditionExpression: 'pk = :partition',
        ExpressionAttributeValues: { ':partition': partition },
        ConsistentRead: true,
      },
      options,
    ),
  );

/** All items of a customer's summary; strongly consistent. */
export const readSummary = (orders: DynamoTable, customerId: string, options: CallOptions): Promise<Item[]> =>
  readPartition(orders, summaryPartition(customerId), options);

/**
 * The ids of a customer's orders, newest first. The index may miss what was committed a moment ago; orders that the
 * summary counts are found as well.
 */
export const listOrderIds = async (
  { client, tableName }: DynamoTable,
  customerId: string,
  options: CallOptions,
): Promise<readonly string[]> => {
  const query = {
    TableName: tableName,
    IndexName: 'gsi1',
    KeyConditionExpression: 'gsi1pk = :partition',
    ExpressionAttributeValues: { ':partition': customerPartition(customerId) },
    ProjectionExpression: 'pk',
  };
  const ids = new Set<string>();
  for await (const { pk } of queryItems(client, query, options)) {
    const id = orderIdOfPartition(String(pk));
    if (id !== undefined) ids.add(id);
  }
  const parts = await readSummary({ client, tableName }, customerId, options);
  for (const id of parts.flatMap(ordersTogether)) ids.add(id);
  return [...ids].sort().reverse();
};

/** Everything that is stored of an order: items of the orders table and of the events table. */
export interface StoredOrder {
  readonly orderId: string;
  /** The order's own item; absent if there is no such order. */
  readonly order?: Item | undefined;
  /** Its other items in the orders table. */
  readonly others: readonly Item[];
  readonly events: readonly Item[];
}

/** Reads an order with all that belongs to it; strongly consistent. */
export const readStoredOrder = async (
  { orders, events }: CustomerTables,
  orderId: string,
  options: CallOptions,
): Promise<StoredOrder> => {
  // The order first: a change in between makes a write that depends on its revision fail.
  const items = await readPartition(orders, orderPartition(orderId), options);
  const inEvents = await readPartition(events, orderPartition(orderId), options);
  const { sk } = orderKey(orderId);
  return {
    orderId,
    order: items.find((item) => item['sk'] === sk),
    others: items.filter((item) => item['sk'] !== sk),
    events: inEvents.filter((item) => String(item['sk']).startsWith(eventSortKeyPrefix)),
  };
};

const withPrefix = (items: readonly Item[], prefix: string) =>
  items.filter(({ sk }) => String(sk).startsWith(prefix));

const withMoney = (order: Item, others: readonly Item[]): OrderWithMoney => ({
  order: fromOrderItem(order),
  attempts: withPrefix(others, attemptPrefix).map(fromAttemptItem),
  refunds: withPrefix(others, refundPrefix).map(fromRefundItem),
});

/** Lists the parts of an order that scheduled jobs or an operator still change; empty once there are none. */
export const obstaclesOf = ({ order, others, events }: StoredOrder): readonly string[] => {
  if (!order) return [];
  const undelivered = events.filter((item) => undeliveredStateOf(item) !== undefined);
  try {
    return [
      ...unfinishedParts(withMoney(order, others)),
      ...undelivered.map(({ orderVersion }) => `events of version ${orderVersion} are not delivered`),
    ];
  } catch (error) {
    if (error instanceof MalformedItemError) return [`unreadable: ${error.message}`];
    throw error;
  }
};

/** The body of the reply that an idempotency record holds; empty without a reply. */
const bodyOf = (record: Item): string => {
  const response = record['response'];
  return typeof response === 'object' && response !== null && 'body' in response ? String(response.body) : '';
};

/**
 * The idempotency records with a reply that names the customer or one of the orders. Their keys are hashes, so that the
 * whole orders table is read.
 */
export async function* findReplies(
  { client, tableName }: DynamoTable,
  { customerId, orderIds }: { readonly customerId: string; readonly orderIds: ReadonlySet<string> },
  options: CallOptions,
): AsyncGenerator<Item, void> {
  const named = JSON.stringify(customerId);
  const isAbout = (body: string) =>
    body.includes(named) ||
    [...body.matchAll(/ord_[0-9A-Z]+/g)].some(([id]) => isOrderId(id) && orderIds.has(id));
  let position: ScanCommandInput['ExclusiveStartKey'];
  do {
    const command = new ScanCommand({
      TableName: tableName,
      FilterExpression: 'begins_with(pk, :records) AND attribute_exists(#response)',
      ExpressionAttributeNames: { '#response': 'response' },
      ExpressionAttributeValues: { ':records': recordKey('').pk },
      ConsistentRead: true,
      ExclusiveStartKey: position,
    });
    const { Items = [], LastEvaluatedKey } = await client.send(command, options);
    yield* Items.filter((item) => isAbout(bodyOf(item)));
    position = LastEvaluatedKey;
  } while (position);
}
