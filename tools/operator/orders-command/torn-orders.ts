import type { CustomerTables } from '../../../lib/adapters/dynamodb/customer-data/read-customer.ts';
import { fromRecordItem } from '../../../lib/adapters/dynamodb/idempotency-item.ts';
import { eventKey, orderKey } from '../../../lib/adapters/dynamodb/keys.ts';
import { eventSortKeyPrefix, orderIdOfPartition } from '../../../lib/contract/tables.ts';
import type { CallOptions } from '../../../lib/platform/call-options.ts';
import { MalformedItemError } from '../../../lib/platform/dynamodb/parse-item.ts';
import { repliedOrder } from '../../audit/request-checks.ts';
import type { Item } from '../../audit/stored-state.ts';
import { scanPartitions } from '../audit-command/read-partitions.ts';
import { openStockBooks, type StockBooks } from './stock-books.ts';

export interface TornOrders {
  /** Ids of the orders that do not have one event item for each version. */
  readonly ids: readonly string[];
  /** Ids of the records of the requests that placed orders, by order. */
  readonly records: ReadonlyMap<string, string>;
  readonly books: StockBooks;
}

export const isEventItem = ({ sk }: Item): boolean => String(sk).startsWith(eventSortKeyPrefix);

/** The order that a request has placed, and its record; `undefined` for a record of something else. */
const placementOf = (item: Item): readonly [orderId: string, recordId: string] | undefined => {
  try {
    const record = fromRecordItem(item);
    if (record.state !== 'completed' || record.response.statusCode !== 201) return undefined;
    const orderId = repliedOrder(record);
    return orderId === undefined ? undefined : [orderId, record.recordId];
  } catch (error) {
    if (error instanceof MalformedItemError) return undefined;
    throw error;
  }
};

/** Finds orders whose events may be of another moment. Reads both tables once. */
export const findTorn = async (
  { orders, events }: CustomerTables,
  options: CallOptions,
): Promise<TornOrders> => {
  const batches = new Map<string, readonly [count: number, last: string]>();
  for await (const { key, items } of scanPartitions(events, options)) {
    const orderId = orderIdOfPartition(key);
    const sortKeys = items.filter(isEventItem).map(({ sk }) => String(sk));
    const last = sortKeys.sort().at(-1);
    if (orderId !== undefined && last !== undefined) batches.set(orderId, [sortKeys.length, last]);
  }
  const ids: string[] = [];
  const records = new Map<string, string>();
  const books = openStockBooks();
  for await (const { key, items } of scanPartitions(orders, options)) {
    books.enter({ key, items });
    const orderId = orderIdOfPartition(key);
    const placement = key.startsWith('IDEM#') && items[0] ? placementOf(items[0]) : undefined;
    if (placement) records.set(...placement);
    if (orderId === undefined) continue;
    const version = Number(items.find(({ sk }) => sk === orderKey(orderId).sk)?.['version'] ?? 0);
    const [count, last] = batches.get(orderId) ?? [0, ''];
    if (version === 0 || count !== version || last !== eventKey(orderId, version).sk) ids.push(orderId);
    batches.delete(orderId);
  }
  return { ids: [...ids, ...batches.keys()], records, books };
};
