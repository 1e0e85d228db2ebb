import { fromRecordItem } from '../../../lib/adapters/dynamodb/idempotency-item.ts';
import { fromSummaryItems } from '../../../lib/adapters/dynamodb/order-summary/summary-items.ts';
import type { CustomerSummary } from '../../../lib/app/ports/order-summary-store.ts';
import { orderIdOfPartition } from '../../../lib/contract/tables.ts';
import type { CallOptions } from '../../../lib/platform/call-options.ts';
import type { DynamoTable } from '../../../lib/platform/dynamodb/dynamo-client.ts';
import { MalformedItemError } from '../../../lib/platform/dynamodb/parse-item.ts';
import { repliedOrder } from '../../audit/request-checks.ts';
import { type Violation, violationsOf } from '../../audit/violation.ts';
import { type Partition, scanPartitions } from './read-partitions.ts';

/** Content of the orders table, as far as it is compared with orders later. */
export interface OrdersTableContent {
  readonly orderIds: Set<string>;
  readonly skus: Set<string>;
  readonly summaries: Map<string, CustomerSummary>;
  /** The order that the reply of each record shows; `undefined` for another reply. */
  readonly records: Map<string, string | undefined>;
  readonly violations: Violation[];
}

const after = (key: string, prefix: string): string | undefined =>
  key.startsWith(prefix) ? key.slice(prefix.length) : undefined;

const keep = ({ key, items }: Partition, content: OrdersTableContent): void => {
  const orderId = orderIdOfPartition(key);
  if (orderId !== undefined) content.orderIds.add(orderId);
  const sku = after(key, 'PRODUCT#');
  if (sku !== undefined) content.skus.add(sku);
  const recordId = after(key, 'IDEM#');
  const [item] = items;
  if (recordId !== undefined && item) content.records.set(recordId, repliedOrder(fromRecordItem(item)));
  const customerId = after(key, 'SUMMARY#');
  const summary = customerId === undefined ? undefined : fromSummaryItems(items);
  if (summary) content.summaries.set(summary.customerId, summary);
};

/** Scans the orders table. @param onPartition called with the number of items of each partition. */
export const readOrdersTable = async (
  orders: DynamoTable,
  onPartition: (items: number) => void,
  options: CallOptions,
): Promise<OrdersTableContent> => {
  const content: OrdersTableContent = {
    orderIds: new Set(),
    skus: new Set(),
    summaries: new Map(),
    records: new Map(),
    violations: [],
  };
  for await (const partition of scanPartitions(orders, options)) {
    onPartition(partition.items.length);
    try {
      keep(partition, content);
    } catch (error) {
      if (!(error instanceof MalformedItemError)) throw error;
      content.violations.push(...violationsOf('unreadable', partition.key, [error.message]));
    }
  }
  return content;
};
