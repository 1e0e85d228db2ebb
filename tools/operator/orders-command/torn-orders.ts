import type { CustomerTables } from '../../../lib/adapters/dynamodb/customer-data/read-customer.ts';
import { fromRecordItem } from '../../../lib/adapters/dynamodb/idempotency-item.ts';
import { eventKey, orderKey } from '../../../lib/adapters/dynamodb/keys.ts';
import type { CompletedRecord } from '../../../lib/app/ports/idempotency-record.ts';
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
  /** Records of the requests that were answered with an order as a new one, by order; the first one is of the request that placed it. */
  readonly records: ReadonlyMap<string, readonly CompletedRecord[]>;
  readonly books: StockBooks;
}

export const isEventItem = ({ sk }: Item): boolean => String(sk).startsWith(eventSortKeyPrefix);

/** The order that a request was answered with as a new one, and its record; `undefined` for a record of something else. */
const placementOf = (item: Item): readonly [orderId: string, record: CompletedRecord] | undefined => {
  try {
    const record = fromRecordItem(item);
    if (record.state !== 'completed' || record.response.statusCode !== 201) return undefined;
    const orderId = repliedOrder(record);
    return orderId === undefined ? undefined : [orderId, record];
  } catch (error) {
    if (error instanceof MalformedItemError) return undefined;
    throw error;
  }
};

const byExpiry = (a: CompletedRecord, b: CompletedRecord): number =>
  Date.parse(a.expiresAt) - Date.parse(b.expiresAt);

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
  const stored = new Set<string>();
  const records = new Map<string, readonly CompletedRecord[]>();
  const books = openStockBooks();
  for await (const { key, items } of scanPartitions(orders, options)) {
    books.enter({ key, items });
    const orderId = orderIdOfPartition(key);
    const placement = key.startsWith('IDEM#') && items[0] ? placementOf(items[0]) : undefined;
    if (placement) {
      const [placed, record] = placement;
      const known = [...(records.get(placed) ?? []), record];
      records.set(placed, known.sort(byExpiry));
    }
    if (orderId === undefined) continue;
    const version = Number(items.find(({ sk }) => sk === orderKey(orderId).sk)?.['version'] ?? 0);
    const [count, last] = batches.get(orderId) ?? [0, ''];
    if (version > 0) stored.add(orderId);
    if (version === 0 || count !== version || last !== eventKey(orderId, version).sk) ids.push(orderId);
    batches.delete(orderId);
  }
  const answered = [...records.keys()].filter((orderId) => !stored.has(orderId));
  return { ids: [...new Set([...ids, ...batches.keys(), ...answered])], records, books };
};
