import type { DueWork } from '../../app/ports/order-store.ts';
import { eventSortKeyPrefix, orderPartition } from '../../contract/tables.ts';
import type { Order } from '../../domain/order.ts';
import { isFinalStatus, type OrderStatus } from '../../domain/order-status.ts';
import { spreadPartitionOf, spreadPartitions } from '../../platform/dynamodb/spread-partitions.ts';

// The keys of every item in the orders table and in the events table. docs/architecture.md has them as a table, and a
// test compares the two. Attributes of a sparse index are left out of an item that the index must not hold.

/** A number in a sort key, so that keys sort as numbers do. */
const padded = (number: number, digits: number): string => String(number).padStart(digits, '0');

// Orders table: an order and all that belongs to it.

export const orderKey = (orderId: string) => ({ pk: orderPartition(orderId), sk: 'ORDER' });
export const reservationKey = (orderId: string) => ({ pk: orderPartition(orderId), sk: 'RESERVATION' });

/** Prefix of the sort key of every payment attempt. */
export const attemptPrefix = 'ATTEMPT#';

/** @param number 1 for the order's first attempt. */
export const attemptKey = (orderId: string, number: number) => ({
  pk: orderPartition(orderId),
  sk: `${attemptPrefix}${padded(number, 6)}`,
});

/** Prefix of the sort key of every refund. */
export const refundPrefix = 'REFUND#';

/** @param number 1 for the order's first refund. */
export const refundKey = (orderId: string, number: number) => ({
  pk: orderPartition(orderId),
  sk: `${refundPrefix}${padded(number, 6)}`,
});

/** Sort keys from the first attempt to the last refund; the order itself is among them. */
export const moneyRange = { from: attemptPrefix, to: `${refundPrefix}~` } as const;

/** Which attempt or refund has a sort key; neither for other items. */
export const moneyNumberOf = (sortKey: string): { readonly attempt?: number; readonly refund?: number } => {
  if (sortKey.startsWith(attemptPrefix)) return { attempt: Number(sortKey.slice(attemptPrefix.length)) };
  if (sortKey.startsWith(refundPrefix)) return { refund: Number(sortKey.slice(refundPrefix.length)) };
  return {};
};

/** The progress of an order's summary that has no place in the item that counts the order. */
export const progressKey = (orderId: string) => ({ pk: orderPartition(orderId), sk: 'SUMMARY' });

/** Partition of `gsi1` that holds a customer's orders by age. */
export const customerPartition = (customerId: string): string => `CUSTOMER#${customerId}`;

export const customerIndexKeys = (order: { readonly customerId: string; readonly id: string }) => ({
  gsi1pk: customerPartition(order.customerId),
  gsi1sk: order.id,
});

/** Every partition of `gsi2` that holds work of a kind. */
export const duePartitions = (work: DueWork): readonly string[] => spreadPartitions(work);

/** The partition that holds an order's work of a kind. */
export const duePartition = (work: DueWork, orderId: string): string => spreadPartitionOf(work, orderId);

/** Puts an item among the work that is due at a time (RFC 3339). */
export const dueIndexKeys = (work: DueWork, orderId: string, time: string) => ({
  gsi2pk: duePartition(work, orderId),
  gsi2sk: time,
});

/** Every order is written to the partitions of its status, so they take more writes than others. */
const statusPartitionCount = 8;
const statusGroup = (status: OrderStatus): string => `STATUS#${status}`;

/** Every partition of `gsi3` that holds orders with a status by age. */
export const statusPartitions = (status: OrderStatus): readonly string[] =>
  spreadPartitions(statusGroup(status), statusPartitionCount);

export const statusIndexKeys = ({ id, status }: Pick<Order, 'id' | 'status'>) => ({
  gsi3pk: spreadPartitionOf(statusGroup(status), id, statusPartitionCount),
  gsi3sk: id,
});

/**
 * Partition of `gsi4` that holds a customer's orders with a status by age. Statuses that an order passes share one, so that
 * an order changes its place once in its life, which costs write units.
 */
export const customerStatusPartition = (customerId: string, status: OrderStatus): string =>
  `${customerPartition(customerId)}#${isFinalStatus(status) ? status : 'open'}`;

/** Every partition of `gsi4` that may hold such orders: up to December 2026, each status had one. */
export const customerStatusPartitions = (customerId: string, status: OrderStatus): readonly string[] => {
  const partition = customerStatusPartition(customerId, status);
  return isFinalStatus(status) ? [partition] : [partition, `${customerPartition(customerId)}#${status}`];
};

export const customerStatusIndexKeys = ({
  customerId,
  id,
  status,
}: Pick<Order, 'customerId' | 'id' | 'status'>) => ({
  gsi4pk: customerStatusPartition(customerId, status),
  gsi4sk: id,
});

// Orders table: products, idempotency records, and the read model of the orders' events.

/** Partition of a product and its stock. */
export const productPartition = (sku: string): string => `PRODUCT#${sku}`;
export const productKey = (sku: string) => ({ pk: productPartition(sku), sk: 'PRODUCT' });

/** Prefix of the sort key of every stock item. */
export const stockPrefix = 'STOCK#';
export const stockKey = (sku: string, shard: number) => ({
  pk: productPartition(sku),
  sk: `${stockPrefix}${padded(shard, 4)}`,
});

/** Partition of the stock ledger of a product, by time: apart from the product, which is read as a whole. */
export const movementPartition = (sku: string): string => `MOVEMENTS#${sku}`;
/** @param id ULID. */
export const movementKey = (sku: string, id: string) => ({ pk: movementPartition(sku), sk: id });

/** Partition of `gsi1` that holds the catalogue by SKU. */
export const cataloguePartition = 'CATALOGUE';
export const catalogueIndexKeys = (sku: string) => ({ gsi1pk: cataloguePartition, gsi1sk: sku });

/** Partition of the products whose orders conflicted. */
export const contentionPartition = 'CONTENTION';
export const contentionKey = (sku: string) => ({ pk: contentionPartition, sk: sku });

/** Counts the tries of a customer to pay within a window of time. */
export const paymentTriesKey = (customerId: string, windowStart: string) => ({
  pk: `TRIES#${customerId}`,
  sk: windowStart,
});

export const recordKey = (recordId: string) => ({ pk: `IDEM#${recordId}`, sk: 'IDEM' });

/** Partition of all items that add up to a customer's summary. */
export const summaryPartition = (customerId: string): string => `SUMMARY#${customerId}`;

/** Items of a customer's summary at most; ten consumers that write at the same time seldom meet in one of them. */
const summaryShards = 128;

/**
 * The item of a customer's summary that counts an order: always the same for one order.
 * The hash is FNV-1a, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/).
 */
export const summaryShardKey = (customerId: string, orderId: string) => {
  const hash = [...orderId].reduce(
    (sum, character) => Math.imul(sum ^ character.charCodeAt(0), 0x01000193),
    0x811c9dc5,
  );
  return { pk: summaryPartition(customerId), sk: `SHARD#${padded((hash >>> 0) % summaryShards, 3)}` };
};

/** Holds the pseudonym of a customer who is being erased, so that a command that was interrupted goes on with it. */
export const erasureKey = (customerId: string) => ({ pk: `ERASURE#${customerId}`, sk: 'ERASURE' });

/** The only item of a customer's summary up to November 2026: it is read, and no longer written. */
export const summaryKey = (customerId: string) => ({ pk: summaryPartition(customerId), sk: 'SUMMARY' });

// Events table.

/** The item of all events of the transition to a version. */
export const eventKey = (orderId: string, orderVersion: number) => ({
  pk: orderPartition(orderId),
  sk: `${eventSortKeyPrefix}${padded(orderVersion, 10)}`,
});

/** `UNDELIVERED`: without a receipt. `QUARANTINED`: skipped until an operator replays it. */
export type UndeliveredState = 'UNDELIVERED' | 'QUARANTINED';

/** Every partition of `gsi1` that holds events in a state, by age. */
export const undeliveredPartitions = (state: UndeliveredState): readonly string[] => spreadPartitions(state);

/** The partition that holds an order's events in a state. */
export const undeliveredPartition = (state: UndeliveredState, orderId: string): string =>
  spreadPartitionOf(state, orderId);

export const undeliveredIndexKeys = (orderId: string, occurredAt: string) => ({
  gsi1pk: undeliveredPartition('UNDELIVERED', orderId),
  gsi1sk: occurredAt,
});

/** The state of an event item by its index attributes; `undefined` once it was received. */
export const undeliveredStateOf = (item: Readonly<Record<string, unknown>>): UndeliveredState | undefined => {
  const [state] = String(item['gsi1pk'] ?? '').split('#');
  return state === 'UNDELIVERED' || state === 'QUARANTINED' ? state : undefined;
};

/** The item that holds how far an order's events were published. */
export const cursorKey = (orderId: string) => ({ pk: orderPartition(orderId), sk: 'CURSOR' });

export const canaryKey = (canary: { readonly id: string; readonly sentAt: string }) => ({
  pk: 'CANARY',
  sk: `${canary.sentAt}#${canary.id}`,
});

/** The canary with a sort key. */
export const canaryOf = (sortKey: string): { readonly id: string; readonly sentAt: string } => {
  const [sentAt = ''] = sortKey.split('#', 1);
  return { id: sortKey.slice(sentAt.length + 1), sentAt };
};

/** Partition of `gsi1` that holds the canaries without a verdict by when they were sent. */
export const unjudgedPartition = 'CANARY';
export const unjudgedIndexKeys = (sentAt: string) => ({ gsi1pk: unjudgedPartition, gsi1sk: sentAt });
