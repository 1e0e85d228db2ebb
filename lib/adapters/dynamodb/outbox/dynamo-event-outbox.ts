import * as z from 'zod';
import {
  type EventOutbox,
  noCursor,
  type OutboxVersion,
  type UndeliveredVersion,
} from '../../../app/ports/event-outbox.ts';
import { eventSortKeyPrefix } from '../../../contract/tables.ts';
import type { OrderEvent } from '../../../domain/order-event.ts';
import type { CallOptions } from '../../../platform/call-options.ts';
import type { DynamoTable } from '../../../platform/dynamodb/dynamo-client.ts';
import { MalformedItemError, parseItem } from '../../../platform/dynamodb/parse-item.ts';
import { collectItems, queryItems } from '../../../platform/dynamodb/read-items.ts';
import { fromEventItem } from '../event-item.ts';
import { storedTime } from '../item-schema.ts';
import { cursorKey, type UndeliveredState, undeliveredPartitions, undeliveredStateOf } from '../keys.ts';
import { mergeSorted } from '../merge-sorted.ts';
import { changeCursor, fromCursorItem } from './publish-cursor.ts';

type Item = Record<string, unknown>;

/** The facts by which an event item is found, parked and restored even when its events cannot be read. */
const headSchema = z.object({
  orderVersion: z.int().min(1),
  occurredAt: storedTime,
  receivedAt: storedTime.optional(),
});

const deliveries = { UNDELIVERED: 'undelivered', QUARANTINED: 'parked' } as const;

const readEvents = (item: Item): readonly OrderEvent[] | undefined => {
  try {
    return fromEventItem(item).events;
  } catch (error) {
    if (error instanceof MalformedItemError) return undefined;
    throw error;
  }
};

/**
 * A version's events and their delivery.
 * @throws {MalformedItemError} when the item does not even hold the facts to park it by.
 */
const toOutboxVersion = (item: Item): OutboxVersion => {
  const { orderVersion, occurredAt, receivedAt } = parseItem(headSchema, item);
  const events = readEvents(item);
  const state = undeliveredStateOf(item);
  return {
    orderVersion,
    occurredAt,
    delivery: state ? deliveries[state] : 'received',
    ...(events && { events }),
    ...(receivedAt !== undefined && { receivedAt }),
  };
};

const undeliveredSchema = z.object({ orderId: z.string(), orderVersion: z.int(), gsi1sk: z.string() });

const timeOf = (item: Item): string => String(item['gsi1sk']);

/** Event items of a state that are of `before` or older, oldest first. An unreadable item is left out. */
async function* listUndelivered(
  { client, tableName }: DynamoTable,
  state: UndeliveredState,
  before: string,
  options: CallOptions,
): AsyncGenerator<UndeliveredVersion, void> {
  const listPartition = (partition: string) =>
    queryItems(
      client,
      {
        TableName: tableName,
        IndexName: 'gsi1',
        KeyConditionExpression: 'gsi1pk = :partition AND gsi1sk <= :before',
        ExpressionAttributeValues: { ':partition': partition, ':before': before },
        ProjectionExpression: 'orderId, orderVersion, gsi1sk',
      },
      options,
    );
  for await (const item of mergeSorted(undeliveredPartitions(state).map(listPartition), timeOf)) {
    const { success, data } = undeliveredSchema.safeParse(item);
    if (success) yield { orderId: data.orderId, orderVersion: data.orderVersion, occurredAt: data.gsi1sk };
  }
}

/** The outbox in the events table. An order's cursor lies beside its events, so that one query reads both. */
export const createDynamoEventOutbox = (table: DynamoTable): EventOutbox => ({
  async load(orderId, options) {
    const { pk, sk: cursorSortKey } = cursorKey(orderId);
    const query = {
      TableName: table.tableName,
      KeyConditionExpression: 'pk = :partition',
      ExpressionAttributeValues: { ':partition': pk },
      ConsistentRead: true,
    };
    const items = await collectItems(queryItems(table.client, query, options));
    const cursor = items.find(({ sk }) => sk === cursorSortKey);
    return {
      orderId,
      cursor: cursor ? fromCursorItem(cursor) : noCursor,
      versions: items.filter(({ sk }) => String(sk).startsWith(eventSortKeyPrefix)).map(toOutboxVersion),
    };
  },

  change: (change, options) => changeCursor(table, change, options),

  listUndelivered: ({ delivery, before }, options) =>
    listUndelivered(table, delivery === 'parked' ? 'QUARANTINED' : 'UNDELIVERED', before, options),
});
