import * as z from 'zod';
import {
  type EventOutbox,
  noCursor,
  type OutboxVersion,
  type PutOff,
  type UndeliveredVersion,
} from '../../../app/ports/event-outbox.ts';
import { dueSinceAttribute, eventSortKeyPrefix, orderIdOfPartition } from '../../../contract/tables.ts';
import type { OrderEvent } from '../../../domain/order-event.ts';
import type { CallOptions } from '../../../platform/call-options.ts';
import type { DynamoTable } from '../../../platform/dynamodb/dynamo-client.ts';
import { mergeSorted } from '../../../platform/dynamodb/merge-sorted.ts';
import { MalformedItemError, parseItem } from '../../../platform/dynamodb/parse-item.ts';
import { collectItems, queryItems } from '../../../platform/dynamodb/read-items.ts';
import { updateIf } from '../../../platform/dynamodb/write-items.ts';
import { fromEventItem } from '../event-item.ts';
import { storedTime } from '../item-schema.ts';
import {
  cursorKey,
  eventKey,
  type UndeliveredState,
  undeliveredPartition,
  undeliveredPartitions,
  undeliveredStateOf,
} from '../keys.ts';
import { changeCursor, fromCursorItem } from './publish-cursor.ts';

type Item = Record<string, unknown>;

/** The facts by which an event item is found, quarantined and restored even when its events cannot be read. */
const headSchema = z.object({
  orderVersion: z.int().min(1),
  occurredAt: storedTime,
  receivedAt: storedTime.optional(),
});

const deliveries = { UNDELIVERED: 'undelivered', QUARANTINED: 'quarantined' } as const;

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
 * @throws {MalformedItemError} when the item does not even hold the facts to quarantine it by.
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

const timeOf = (item: Item): string => String(item['gsi1sk']);

/** Reads keys and times alone, since what else an item holds may be unreadable. */
const toUndelivered = (item: Item): UndeliveredVersion => {
  const { occurredAt = timeOf(item), [dueSinceAttribute]: dueSince = timeOf(item) } = item;
  return {
    orderId: orderIdOfPartition(String(item['pk'])) ?? '',
    orderVersion: Number(String(item['sk']).slice(eventSortKeyPrefix.length)),
    occurredAt: String(occurredAt),
    dueSince: String(dueSince),
  };
};

/** Event items of a state, in order of due time. */
async function* listUndelivered(
  { client, tableName }: DynamoTable,
  state: UndeliveredState,
  dueBy: string | undefined,
  options: CallOptions,
): AsyncGenerator<UndeliveredVersion, void> {
  const listPartition = (partition: string) =>
    queryItems(
      client,
      {
        TableName: tableName,
        IndexName: 'gsi1',
        KeyConditionExpression: `gsi1pk = :partition${dueBy === undefined ? '' : ' AND gsi1sk <= :dueBy'}`,
        ExpressionAttributeNames: { '#dueSince': dueSinceAttribute },
        ExpressionAttributeValues: {
          ':partition': partition,
          ...(dueBy !== undefined && { ':dueBy': dueBy }),
        },
        ProjectionExpression: 'pk, sk, occurredAt, gsi1sk, #dueSince',
      },
      options,
    );
  for await (const item of mergeSorted(undeliveredPartitions(state).map(listPartition), timeOf)) {
    yield toUndelivered(item);
  }
}

/** Moves the due time of an event item by its key, unless it left the index of undelivered events. */
const putOff = async (
  table: DynamoTable,
  { orderId, orderVersion }: Pick<UndeliveredVersion, 'orderId' | 'orderVersion'>,
  { until, dueSince }: PutOff,
  options: CallOptions,
): Promise<void> => {
  const update = {
    Key: eventKey(orderId, orderVersion),
    UpdateExpression:
      dueSince === undefined
        ? 'SET gsi1sk = :until REMOVE #dueSince'
        : 'SET gsi1sk = :until, #dueSince = :dueSince',
    ConditionExpression: 'gsi1pk = :undelivered AND gsi1sk < :until',
    ExpressionAttributeNames: { '#dueSince': dueSinceAttribute },
    ExpressionAttributeValues: {
      ':until': until,
      ':undelivered': undeliveredPartition('UNDELIVERED', orderId),
      ...(dueSince !== undefined && { ':dueSince': dueSince }),
    },
  };
  await updateIf(table, update, options);
};

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

  listUndelivered: ({ delivery, dueBy }, options) =>
    listUndelivered(table, delivery === 'quarantined' ? 'QUARANTINED' : 'UNDELIVERED', dueBy, options),

  putOff: (version, to, options) => putOff(table, version, to, options),
});
