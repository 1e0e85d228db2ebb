import type { CustomerTables } from '../../../lib/adapters/dynamodb/customer-data/read-customer.ts';
import { fromRecordItem } from '../../../lib/adapters/dynamodb/idempotency-item.ts';
import { recordKey } from '../../../lib/adapters/dynamodb/keys.ts';
import { idempotencyWindowMs } from '../../../lib/contract/idempotency.ts';
import { eventSortKeyPrefix, orderIdOfPartition } from '../../../lib/contract/tables.ts';
import type { CallOptions } from '../../../lib/platform/call-options.ts';
import { getItem } from '../../../lib/platform/dynamodb/read-items.ts';
import { checkLedger, checkStrangers, isMoneyMoving, type LedgerEntry } from '../../audit/money-checks.ts';
import { checkSettled } from '../../audit/open-work.ts';
import { checkRecord, checkSameRequest, type PlacedOrder, recordIdOf } from '../../audit/request-checks.ts';
import type { Item, StoredOrder } from '../../audit/stored-state.ts';
import { checkSummary, countOrder, noOrders, type OrderNumbers } from '../../audit/summary-checks.ts';
import type { Violation } from '../../audit/violation.ts';
import { auditOrder, type OrderAuditSettings } from './audit-order.ts';
import { auditCustomer } from './customer-audit.ts';
import { readOrdersTable } from './orders-table-content.ts';
import { scanPartitions } from './read-partitions.ts';
import { readStock } from './stock-audit.ts';

/** The movements of money at the gateway by order. */
export type Ledger = ReadonlyMap<string, readonly LedgerEntry[]>;

export interface AuditSettings extends OrderAuditSettings {
  /** The service has no traffic. */
  readonly isStill: boolean;
  /** Absent where the gateway's ledger is not at hand. */
  readonly readLedger?: (() => Promise<Ledger>) | undefined;
  /** Called with what is read now, and the number of items that were read of it. */
  readonly onProgress: (phase: string, items: number) => void;
  /** Called for each violation as soon as it is found. */
  readonly onViolation: (violation: Violation) => void;
}

/** The result of an audit. */
export interface AuditResult {
  readonly orders: number;
  readonly products: number;
  readonly customers: number;
  /** Orders that still wait for something: a payment, a refund, their expiry, or the receipt of an event. */
  readonly open: number;
  readonly violations: number;
  /** Subjects that could not be verified, because they changed each time that they were read. */
  readonly unverified: readonly string[];
}

const parallelOrders = 16;

/**
 * Compares everything that the tables of a service hold. Reads the orders table and the events table once, and each
 * order once more.
 */
export const auditTables = async (
  tables: CustomerTables,
  { isStill, readLedger, onProgress, onViolation, ...settings }: AuditSettings,
  options: CallOptions,
): Promise<AuditResult> => {
  const { now } = settings;
  const unverified: string[] = [];
  let violations = 0;
  let open = 0;
  const tell = (found: readonly Violation[]) => {
    for (const violation of found) onViolation(violation);
    violations += found.length;
  };

  let items = 0;
  const content = await readOrdersTable(
    tables.orders,
    (count) => {
      items += count;
      onProgress('orders table', items);
    },
    options,
  );
  tell(content.violations);
  const stock = await readStock(tables.orders, content.skus, { now, isStill }, options);
  const ledger = await readLedger?.();

  const numbers = new Map<string, OrderNumbers>();
  const ordersByRequest = new Map<string, readonly PlacedOrder[]>();
  const seen = new Set<string>();

  /** The record of an order's request, as long as it has to be kept. */
  const checkRequest = async (stored: StoredOrder): Promise<readonly Violation[]> => {
    const { id, createdAt } = stored.order;
    const recordId = recordIdOf(stored);
    if (recordId === undefined) return [];
    const others = ordersByRequest.get(recordId)?.filter((other) => other.id !== id) ?? [];
    const placed = [...others, { id, createdAt }];
    ordersByRequest.set(recordId, placed);
    const repeated = checkSameRequest(placed);
    if (repeated.length > 0) return repeated;
    const isKept = Date.parse(createdAt) > now() - idempotencyWindowMs;
    if (!isKept || content.records.get(recordId) === id) return [];
    const item = await getItem(tables.orders, recordKey(recordId), options);
    return checkRecord(id, item && fromRecordItem(item));
  };
  /** Movements at the gateway, read again if they differ: the first reading may be older than the order. */
  const checkGateway = async (stored: StoredOrder): Promise<readonly Violation[]> => {
    if (!ledger || !readLedger || isMoneyMoving(stored)) return [];
    const { id } = stored.order;
    const found = checkLedger(stored, ledger.get(id) ?? []);
    return found.length === 0 ? [] : checkLedger(stored, (await readLedger()).get(id) ?? []);
  };

  const auditOne = async (orderId: string, eventItems: readonly Item[]): Promise<void> => {
    const more = async (stored: StoredOrder) => [
      ...(await checkRequest(stored)),
      ...(await checkGateway(stored)),
    ];
    const audited = await auditOrder(tables, orderId, eventItems, settings, options, more);
    tell(audited.violations);
    if (audited.isMoving) unverified.push(`${orderId} changed each time that it was read`);
    if (!audited.stored) return;
    if (checkSettled(audited.stored).length > 0) open += 1;
    stock.count(audited.stored);
    const { customerId } = audited.stored.order;
    const own = numbers.get(customerId) ?? noOrders();
    numbers.set(customerId, own);
    countOrder(own, audited.stored);
  };

  const running = new Set<Promise<void>>();
  const start = async (orderId: string, eventItems: readonly Item[]): Promise<void> => {
    if (seen.has(orderId)) return;
    seen.add(orderId);
    const one = auditOne(orderId, eventItems).finally(() => running.delete(one));
    // Its failure is met below, not here.
    one.catch(() => {});
    running.add(one);
    if (running.size >= parallelOrders) await Promise.race(running);
  };
  items = 0;
  for await (const partition of scanPartitions(tables.events, options)) {
    items += partition.items.length;
    onProgress('events table', items);
    const orderId = orderIdOfPartition(partition.key);
    const events = partition.items.filter(({ sk }) => String(sk).startsWith(eventSortKeyPrefix));
    if (orderId !== undefined && events.length > 0) await start(orderId, events);
  }
  for (const orderId of content.orderIds) await start(orderId, []);
  await Promise.all(running);

  tell(stock.violations());
  for (const { sku, within } of stock.inexact()) {
    unverified.push(`${sku}: stock verified within ${within} units, because orders changed just before`);
  }
  for (const customerId of new Set([...numbers.keys(), ...content.summaries.keys()])) {
    const expected = numbers.get(customerId) ?? noOrders();
    if (checkSummary(customerId, expected, content.summaries.get(customerId)).length === 0) continue;
    const found = await auditCustomer(tables, customerId, options);
    if (found) tell(found);
    else
      unverified.push(
        `customer ${customerId}: the summary was behind the events each time, or an order is unreadable`,
      );
  }
  if (ledger) tell(checkStrangers(ledger, (orderId) => seen.has(orderId)));
  return {
    orders: seen.size,
    products: content.skus.size,
    customers: numbers.size,
    open,
    violations,
    unverified,
  };
};
