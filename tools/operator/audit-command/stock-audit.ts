import { setTimeout as sleep } from 'node:timers/promises';
import { movementPartition, productPartition } from '../../../lib/adapters/dynamodb/keys.ts';
import type { CallOptions } from '../../../lib/platform/call-options.ts';
import type { DynamoTable } from '../../../lib/platform/dynamodb/dynamo-client.ts';
import { MalformedItemError } from '../../../lib/platform/dynamodb/parse-item.ts';
import { checkStockItems, checkUnits, type Units, unitsReceived } from '../../audit/stock-checks.ts';
import { eventsOf, type StoredOrder, type StoredProduct, toStoredProduct } from '../../audit/stored-state.ts';
import { type Violation, violationsOf } from '../../audit/violation.ts';
import { readPartition } from './read-partitions.ts';

/** A product, and the time at which its stock was read. */
interface Reading {
  readonly product: StoredProduct;
  readonly violations: readonly Violation[];
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly until: number;
  taken: { least: number; most: number };
}

/** Between the time that a change carries and its commit, at most: the longest that a function may run. */
const commitMs = 30_000;
/** Clocks differ by this much at most. */
const skewMs = 5_000;

type Moment = 'before' | 'after' | 'unsure';

/** Whether a change was committed before or after the stock was read. @param time RFC 3339. */
const momentOf = (time: string, { from, until }: Pick<Reading, 'from' | 'until'>): Moment => {
  const at = Date.parse(time);
  if (at < from - commitMs) return 'before';
  return at > until + skewMs ? 'after' : 'unsure';
};

/** Units of an order that a product misses at the time of its reading. */
const takenAt = (stored: StoredOrder, quantity: number, reading: Reading): Units => {
  const events = eventsOf(stored);
  const created = momentOf(stored.order.createdAt, reading);
  if (created === 'after') return { least: 0, most: 0 };
  const end = events.find(({ type }) => type === 'order.cancelled' || type === 'order.expired');
  const ended = end ? momentOf(end.occurredAt, reading) : 'after';
  if (ended === 'before') return { least: 0, most: 0 };
  return { least: created === 'before' && ended === 'after' ? quantity : 0, most: quantity };
};

const unitsOf = ({ reservation }: StoredOrder): ReadonlyMap<string, number> => {
  const units = new Map<string, number>();
  for (const { sku, quantity } of reservation?.allocations ?? [])
    units.set(sku, (units.get(sku) ?? 0) + quantity);
  return units;
};

/** Movements that count, may count and do not count at the time of a reading. */
const receivedAt = (reading: Reading, isStill: boolean): Units | undefined => {
  const { product } = reading;
  if (isStill) {
    const units = unitsReceived(product);
    return units === undefined ? undefined : { least: units, most: units };
  }
  const of = (moment: Moment) =>
    product.movements.filter(({ movedAt }) => momentOf(movedAt, reading) === moment);
  const known = unitsReceived({ ...product, movements: of('before') });
  if (known === undefined) return undefined;
  const unsure = of('unsure').map(({ quantity }) => quantity);
  const sum = (quantities: readonly number[]) => quantities.reduce((total, quantity) => total + quantity, 0);
  return {
    least: known + sum(unsure.filter((quantity) => quantity < 0)),
    most: known + sum(unsure.filter((quantity) => quantity > 0)),
  };
};

const maxReads = 5;

/** A value, or the error that says why it is unreadable. */
const readable = <T>(read: () => T): T | MalformedItemError => {
  try {
    return read();
  } catch (error) {
    if (error instanceof MalformedItemError) return error;
    throw error;
  }
};

/** A product as it is at one moment: read again while its stock items differ from it. */
const readProduct = async (
  orders: DynamoTable,
  sku: string,
  now: () => number,
  options: CallOptions,
): Promise<Reading | MalformedItemError | undefined> => {
  for (let reads = 1; ; reads += 1) {
    const from = now();
    const items = await readPartition(orders, productPartition(sku), options);
    const until = now();
    const movements = await readPartition(orders, movementPartition(sku), options);
    const product = readable(() => toStoredProduct(items, movements));
    if (product instanceof MalformedItemError) return product;
    if (!product) return undefined;
    const violations = checkStockItems(product);
    if (violations.length === 0 || reads === maxReads)
      return { product, violations, from, until, taken: { least: 0, most: 0 } };
    await sleep(200, undefined, { signal: options.signal });
  }
};

/** The stock of all products at one time, to which orders that are read later are compared. */
export interface StockAudit {
  /** Counts what an order holds or has sold. To be called for every order, after the stock was read. */
  count(stored: StoredOrder): void;
  violations(): readonly Violation[];
  /** Products whose units were verified within some units only, because orders changed while they were read. */
  inexact(): readonly { readonly sku: string; readonly within: number }[];
}

/**
 * Reads the stock of products.
 * @param isStill nothing changes: the stock and the orders are compared as they are.
 */
export const readStock = async (
  orders: DynamoTable,
  skus: Iterable<string>,
  { now, isStill }: { readonly now: () => number; readonly isStill: boolean },
  options: CallOptions,
): Promise<StockAudit> => {
  const readings = new Map<string, Reading>();
  const unreadable: Violation[] = [];
  for (const sku of skus) {
    const reading = await readProduct(orders, sku, now, options);
    if (reading instanceof MalformedItemError)
      unreadable.push(...violationsOf('unreadable', sku, [reading.message]));
    else if (reading) readings.set(sku, reading);
  }
  return {
    count(stored) {
      const { reservation } = stored;
      const isTaken = reservation?.state === 'HELD' || reservation?.state === 'COMMITTED';
      for (const [sku, quantity] of unitsOf(stored)) {
        const reading = readings.get(sku);
        if (!reading) continue;
        const now = isTaken ? quantity : 0;
        const { least, most } = isStill ? { least: now, most: now } : takenAt(stored, quantity, reading);
        reading.taken.least += least;
        reading.taken.most += most;
      }
    },
    violations: () => [
      ...unreadable,
      ...[...readings.values()].flatMap((reading) => {
        const received = receivedAt(reading, isStill);
        return [
          ...reading.violations,
          ...(received ? checkUnits(reading.product, received, reading.taken) : []),
        ];
      }),
    ],
    inexact: () =>
      [...readings].flatMap(([sku, reading]) => {
        const received = receivedAt(reading, isStill) ?? { least: 0, most: 0 };
        const { least, most } = reading.taken;
        const within = most - least + received.most - received.least;
        return within === 0 ? [] : [{ sku, within }];
      }),
  };
};
