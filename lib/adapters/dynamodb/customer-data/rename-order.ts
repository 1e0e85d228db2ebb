import * as z from 'zod';
import type { CallOptions } from '../../../platform/call-options.ts';
import { updateOf } from '../../../platform/dynamodb/item-change.ts';
import { parseItem } from '../../../platform/dynamodb/parse-item.ts';
import { getItem } from '../../../platform/dynamodb/read-items.ts';
import {
  isAbsent,
  putIf,
  setAttributes,
  transactWrite,
  updateIf,
  type WriteAction,
} from '../../../platform/dynamodb/write-items.ts';
import { ConflictError } from '../../../platform/resilience/retry-on-conflict.ts';
import {
  customerIndexKeys,
  customerStatusIndexKeys,
  orderKey,
  progressKey,
  statusIndexKeys,
  summaryShardKey,
} from '../keys.ts';
import { fromOrderItem } from '../order-items.ts';
import { progressAttribute } from '../order-summary/progress-place.ts';
import type { CustomerTables, Item, StoredOrder } from './read-customer.ts';

/** A customer's id, and the one that takes its place. */
export interface Renaming {
  readonly customerId: string;
  readonly pseudonym: string;
}

const eventItemSchema = z.object({
  events: z.array(z.looseObject({ data: z.record(z.string(), z.unknown()) })),
});

const isOf = (customerId: string, data: Item): boolean => data['customerId'] === customerId;

/**
 * The events of an item under the pseudonym; `undefined` if none of them is of the customer.
 * @throws {MalformedItemError}
 */
const renamedEvents = (item: Item, { customerId, pseudonym }: Renaming): readonly Item[] | undefined => {
  const { events } = parseItem(eventItemSchema, item);
  if (!events.some(({ data }) => isOf(customerId, data))) return undefined;
  return events.map((event) =>
    isOf(customerId, event.data) ? { ...event, data: { ...event.data, customerId: pseudonym } } : event,
  );
};

/** The number of event items that name the customer. */
export const countEventItems = ({ events }: StoredOrder, renaming: Renaming): number =>
  events.filter((item) => renamedEvents(item, renaming)).length;

/** The events stay in place: the stream's consumer takes new items only, so that nothing is published again. */
const renameEvents = async (
  { events }: CustomerTables,
  stored: StoredOrder,
  renaming: Renaming,
  options: CallOptions,
): Promise<void> => {
  for (const item of stored.events) {
    const after = renamedEvents(item, renaming);
    if (!after) continue;
    const { pk, sk } = item;
    const update = {
      Key: { pk, sk },
      UpdateExpression: 'SET #events = :after',
      ConditionExpression: '#events = :before',
      ExpressionAttributeNames: { '#events': 'events' },
      ExpressionAttributeValues: { ':before': item['events'], ':after': after },
    };
    if (!(await updateIf(events, update, options))) throw new ConflictError();
  }
};

/** Counts as a change of the order, so that a command that has read it under the id before cannot write it back. */
const renameAction = (tableName: string, item: Item, { customerId, pseudonym }: Renaming): WriteAction => {
  const order = { ...fromOrderItem(item), customerId: pseudonym };
  return setAttributes(
    tableName,
    orderKey(order.id),
    {
      customerId: pseudonym,
      ...customerIndexKeys(order),
      ...statusIndexKeys(order),
      ...customerStatusIndexKeys(order),
      revision: order.revision + 1,
    },
    {
      ConditionExpression: 'revision = :revision AND customerId = :customer',
      ExpressionAttributeValues: { ':revision': order.revision, ':customer': customerId },
    },
  );
};

/**
 * Moves the progress of the order's summary out of the customer's partition. By it, an event that comes once more is known
 * as a repetition, whichever id it holds.
 */
const moveProgress = async (
  { orders }: CustomerTables,
  orderId: string,
  customerId: string,
  options: CallOptions,
): Promise<readonly WriteAction[]> => {
  const key = summaryShardKey(customerId, orderId);
  const attribute = progressAttribute(orderId);
  const progress = (await getItem(orders, key, options))?.[attribute];
  if (typeof progress !== 'object' || progress === null) return [];
  const isSame = {
    ConditionExpression: '#cProgress = :cProgress',
    ExpressionAttributeNames: { '#cProgress': attribute },
    ExpressionAttributeValues: { ':cProgress': progress },
  };
  const leave = updateOf(key, { set: {}, remove: [attribute], add: { apart: 1 }, conditions: [isSame] });
  return [
    { Update: { TableName: orders.tableName, ...leave } },
    putIf(orders.tableName, { ...progress, ...progressKey(orderId) }, isAbsent),
  ];
};

/**
 * Replaces the customer's id in an order and its events. The order comes last, since it is found by the id until then.
 * @param stored as it was read just now.
 * @returns whether there was something to replace.
 * @throws {ConflictError} when something has changed since.
 */
export const renameOrder = async (
  tables: CustomerTables,
  stored: StoredOrder,
  renaming: Renaming,
  options: CallOptions,
): Promise<boolean> => {
  const { order, orderId } = stored;
  await renameEvents(tables, stored, renaming, options);
  const isOfCustomer = order?.['customerId'] === renaming.customerId;
  const actions = [
    ...(order && isOfCustomer ? [renameAction(tables.orders.tableName, order, renaming)] : []),
    ...(await moveProgress(tables, orderId, renaming.customerId, options)),
  ];
  if (actions.length === 0) return false;
  if ((await transactWrite(tables.orders.client, actions, options)).length > 0) throw new ConflictError();
  return isOfCustomer;
};
