import { setTimeout as sleep } from 'node:timers/promises';
import {
  type CustomerTables,
  listOrderIds,
  readStoredOrder,
  readSummary,
} from '../../../lib/adapters/dynamodb/customer-data/read-customer.ts';
import { fromSummaryItems } from '../../../lib/adapters/dynamodb/order-summary/summary-items.ts';
import type { CallOptions } from '../../../lib/platform/call-options.ts';
import { MalformedItemError } from '../../../lib/platform/dynamodb/parse-item.ts';
import { type StoredOrder, toStoredOrder } from '../../audit/stored-state.ts';
import { checkSummary, countOrders, noOrders } from '../../audit/summary-checks.ts';
import type { Violation } from '../../audit/violation.ts';

/** Orders of a customer; `undefined` when one is unreadable, which is a violation of its own. */
const readOrders = async (
  tables: CustomerTables,
  customerId: string,
  options: CallOptions,
): Promise<readonly StoredOrder[] | undefined> => {
  const orders: StoredOrder[] = [];
  for (const id of await listOrderIds(tables.orders, customerId, options)) {
    const { order, others, events } = await readStoredOrder(tables, id, options);
    try {
      const stored = order && toStoredOrder([order, ...others], events);
      if (stored?.order.customerId === customerId) orders.push(stored);
    } catch (error) {
      if (error instanceof MalformedItemError) return undefined;
      throw error;
    }
  }
  return orders;
};

const maxReads = 8;
const waitMs = 250;

/**
 * Compares the summary of a customer with the customer's orders, read one after the other just now. The summary follows
 * the events: while one is not received, it may be early or late, and everything is read again.
 * @returns `undefined` if it was so each time, or an order is unreadable.
 */
export const auditCustomer = async (
  tables: CustomerTables,
  customerId: string,
  options: CallOptions,
): Promise<readonly Violation[] | undefined> => {
  let last: string | undefined;
  for (let reads = 0; reads < maxReads; reads += 1) {
    if (reads > 0) await sleep(waitMs, undefined, { signal: options.signal });
    const summary = fromSummaryItems(await readSummary(tables.orders, customerId, options));
    const orders = await readOrders(tables, customerId, options);
    if (!orders) return undefined;
    const expected = countOrders(orders).get(customerId) ?? noOrders();
    const violations = checkSummary(customerId, expected, summary);
    if (violations.length === 0) return [];
    // The same twice, with every event received: nothing is under way.
    const isReceived = orders.every(({ events }) => events.every((batch) => batch.isReceived));
    const seen = JSON.stringify([summary, orders.map(({ order }) => order.revision)]);
    if (isReceived && seen === last) return violations;
    last = seen;
  }
  return undefined;
};
