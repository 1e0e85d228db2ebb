import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { CustomerTables } from '../../../lib/adapters/dynamodb/customer-data/read-customer.ts';
import { orderPartition } from '../../../lib/contract/tables.ts';
import type { CallOptions } from '../../../lib/platform/call-options.ts';
import { MalformedItemError } from '../../../lib/platform/dynamodb/parse-item.ts';
import { checkOrderMoney } from '../../audit/money-checks.ts';
import { checkOverdue } from '../../audit/open-work.ts';
import { checkOrder } from '../../audit/order-checks.ts';
import { type Item, type StoredOrder, toStoredOrder } from '../../audit/stored-state.ts';
import { type Violation, violationsOf } from '../../audit/violation.ts';
import { readPartition } from './read-partitions.ts';

/** An order as it was read, and what is wrong with it. */
export interface AuditedOrder {
  /** Absent when it is not stored, or unreadable. */
  readonly stored?: StoredOrder | undefined;
  readonly violations: readonly Violation[];
  /** It changed as often as it was read. */
  readonly isMoving?: boolean;
}

export interface OrderAuditSettings {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly graceMs: number;
}

/** Further checks of an order. */
export type MoreChecks = (stored: StoredOrder) => readonly Violation[] | Promise<readonly Violation[]>;

const maxReads = 8;
const waitMs = 150;

/** Checks one order by its stored items. */
const judge = async (
  orderId: string,
  [items, events]: readonly [readonly Item[], readonly Item[]],
  { now, graceMs }: OrderAuditSettings,
  more: MoreChecks,
): Promise<AuditedOrder> => {
  try {
    const stored = toStoredOrder(items, events);
    if (!stored) {
      return { violations: violationsOf('order', orderId, ['has events or other items, and is not stored']) };
    }
    const violations = [
      ...checkOrder(stored),
      ...checkOrderMoney(stored),
      ...checkOverdue(stored, { now: now(), graceMs }),
      ...(await more(stored)),
    ];
    return { stored, violations };
  } catch (error) {
    if (!(error instanceof MalformedItemError)) throw error;
    return { violations: violationsOf('unreadable', orderId, [error.message]) };
  }
};

/**
 * Checks an order. If it looks wrong, its items are read again, twice in a row without a difference: a transaction that
 * was committed between two reads is no violation.
 * @param eventItems its items of the events table, as far as they were read before.
 * @param more further checks; repeated with the others.
 */
export const auditOrder = async (
  tables: CustomerTables,
  orderId: string,
  eventItems: readonly Item[],
  settings: OrderAuditSettings,
  options: CallOptions,
  more: MoreChecks = () => [],
): Promise<AuditedOrder> => {
  const partition = orderPartition(orderId);
  const readOrder = () => readPartition(tables.orders, partition, options);
  const readEvents = () => readPartition(tables.events, partition, options);
  let before = await readOrder();
  const first = await judge(orderId, [before, eventItems], settings, more);
  if (first.violations.length === 0) return first;
  for (let reads = 1; reads < maxReads; reads += 1) {
    const events = await readEvents();
    const judged = await judge(orderId, [before, events], settings, more);
    if (judged.violations.length === 0) return judged;
    const after = await readOrder();
    // DynamoDB answers attributes in any order.
    if (isDeepStrictEqual(after, before)) return judged;
    before = after;
    await sleep(waitMs, undefined, { signal: options.signal });
  }
  return { ...first, violations: [], isMoving: true };
};
