import type { OrderSummaryStore, SummaryEntry } from '../../../app/ports/order-summary-store.ts';
import type { CallOptions } from '../../../platform/call-options.ts';
import type { DynamoClient } from '../../../platform/dynamodb/dynamo-client.ts';
import { getItem } from '../../../platform/dynamodb/read-items.ts';
import { transactWrite } from '../../../platform/dynamodb/write-items.ts';
import type { OrdersTables } from '../commit-order.ts';
import { progressKey, summaryKey } from '../keys.ts';
import { lastEventReceiptAction } from '../outbox/receipt-actions.ts';
import { type Assumptions, entryActions } from './entry-actions.ts';
import { fromProgressItem, fromSummaryItem } from './summary-items.ts';

export interface DynamoOrderSummaryStoreOptions extends OrdersTables {
  readonly client: DynamoClient;
}

/** Number of events in an item of the events table; `undefined` if there is no such item. */
const eventsIn = (item: Record<string, unknown> | undefined): number | undefined =>
  Array.isArray(item?.['events']) ? item['events'].length : undefined;

/**
 * Summaries beside the orders, receipts in the outbox. An entry is one transaction, made for the usual case: the
 * event is its version's last one and its order the customer's newest. Where that is not so, the transaction is
 * refused and made again without what was wrong.
 */
export const createDynamoOrderSummaryStore = ({
  client,
  ...tables
}: DynamoOrderSummaryStoreOptions): OrderSummaryStore => {
  const orders = { client, tableName: tables.ordersTable };

  const record = async (
    entry: SummaryEntry,
    assumptions: Assumptions,
    options: CallOptions,
  ): Promise<boolean> => {
    const actions = entryActions(tables, entry, assumptions);
    const refused = await transactWrite(
      client,
      actions.map(({ write }) => write),
      options,
    );
    if (refused.length === 0) return true;
    const parts = new Map(refused.map(({ index, item }) => [actions[index]?.part, item]));
    if (parts.has('inbox') || parts.has('progress')) return false;
    const corrected = {
      ...(parts.has('receipt') && {
        receipt: false,
        isComplete: entry.event.n >= (eventsIn(parts.get('receipt')) ?? 0),
      }),
      ...(parts.has('summary') && { isNewest: false }),
    };
    return record(entry, { ...assumptions, ...corrected }, options);
  };

  return {
    async findProgress(orderId, options) {
      const item = await getItem(orders, progressKey(orderId), options);
      return item && fromProgressItem(item);
    },
    record: (entry, options) => record(entry, { receipt: true, isComplete: true, isNewest: true }, options),
    async confirmReceipt(event, receivedAt, options) {
      await transactWrite(
        client,
        [lastEventReceiptAction(tables.eventsTable, { ...event, receivedAt })],
        options,
      );
    },
    async findSummary(customerId, options) {
      const item = await getItem(orders, summaryKey(customerId), options);
      return item && fromSummaryItem(item);
    },
  };
};
