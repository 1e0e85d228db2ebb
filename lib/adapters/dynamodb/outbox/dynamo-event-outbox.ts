import { type EventOutbox, noCursor } from '../../../app/ports/event-outbox.ts';
import type { DynamoTable } from '../../../platform/dynamodb/dynamo-client.ts';
import { collectItems, queryItems } from '../../../platform/dynamodb/read-items.ts';
import { orderPartition } from '../order-item.ts';
import { changeCursor } from './cursor-change.ts';
import { cursorSortKey, fromCursorItem } from './cursor-item.ts';
import { listUndelivered } from './list-undelivered.ts';
import { toOutboxVersion } from './outbox-version.ts';

/** The outbox in the events table. An order's cursor lies beside its events, so that one query reads both. */
export const createDynamoEventOutbox = (table: DynamoTable): EventOutbox => ({
  async load(orderId, options) {
    const query = {
      TableName: table.tableName,
      KeyConditionExpression: 'pk = :partition',
      ExpressionAttributeValues: { ':partition': orderPartition(orderId) },
      ConsistentRead: true,
    };
    const items = await collectItems(queryItems(table.client, query, options));
    const cursor = items.find(({ sk }) => sk === cursorSortKey);
    return {
      orderId,
      cursor: cursor ? fromCursorItem(cursor) : noCursor,
      versions: items.filter((item) => item !== cursor).map(toOutboxVersion),
    };
  },

  change: (change, options) => changeCursor(table, change, options),

  listUndelivered: ({ delivery, before }, options) =>
    listUndelivered(table, delivery === 'parked' ? 'QUARANTINED' : 'UNDELIVERED', before, options),
});
