/** Attribute names of an index; both are strings. */
export interface IndexDefinition {
  readonly partitionKey: string;
  readonly sortKey: string;
  /** Attributes that the index holds beside the keys of an item. Default: all attributes. */
  readonly projection?: readonly string[];
}

/** A table as both the deployment and the local run create it. */
export interface TableDefinition {
  readonly partitionKey: string;
  readonly sortKey: string;
  readonly timeToLiveAttribute: string;
  /** Content of a stream record; absent for a table without a stream. */
  readonly stream?: 'new-image';
  readonly indexes: Readonly<Record<string, IndexDefinition>>;
}

/** Attribute of an item that was put off: when it became due for the first time. */
export const dueSinceAttribute = 'dueSince';

/** Single table for orders, catalogue and what is derived from the orders' events. */
export const ordersTable = {
  partitionKey: 'pk',
  sortKey: 'sk',
  timeToLiveAttribute: 'ttl',
  indexes: {
    /** A customer's orders by age; the catalogue by SKU. */
    gsi1: { partitionKey: 'gsi1pk', sortKey: 'gsi1sk' },
    /** Sparse: what has to be done at a time, such as orders to expire and payments to settle. */
    gsi2: { partitionKey: 'gsi2pk', sortKey: 'gsi2sk', projection: [dueSinceAttribute] },
    /** All orders with a status, by age. */
    gsi3: { partitionKey: 'gsi3pk', sortKey: 'gsi3sk', projection: [] },
    /** A customer's orders with a final status, and those without one, by age. */
    gsi4: { partitionKey: 'gsi4pk', sortKey: 'gsi4sk', projection: [] },
  },
} as const satisfies TableDefinition;

/**
 * The outbox: one immutable item for each transition of an order, and one per order that says how far its
 * events were published. The only table with a stream.
 */
export const eventsTable = {
  partitionKey: 'pk',
  sortKey: 'sk',
  timeToLiveAttribute: 'ttl',
  stream: 'new-image',
  indexes: {
    /** Sparse: undelivered events, by age. */
    gsi1: { partitionKey: 'gsi1pk', sortKey: 'gsi1sk' },
  },
} as const satisfies TableDefinition;

/** Counters of execution environments, and the totals over all of them. */
export const metricsTable = {
  partitionKey: 'pk',
  sortKey: 'sk',
  timeToLiveAttribute: 'ttl',
  indexes: {
    /** Sparse: execution environments that may be folded away, by the hour of their last line. */
    gsi1: { partitionKey: 'gsi1pk', sortKey: 'gsi1sk', projection: [] },
  },
} as const satisfies TableDefinition;

const orderPartitionPattern = /^ORDER#(?<orderId>.+)$/;

/** Partition of everything that belongs to an order, in the orders table and in the events table. */
export const orderPartition = (orderId: string): string => `ORDER#${orderId}`;

/** The order that a partition belongs to; `undefined` for any other partition. */
export const orderIdOfPartition = (partition: string): string | undefined =>
  orderPartitionPattern.exec(partition)?.groups?.['orderId'];

/** Prefix of the sort key of every item that holds events. */
export const eventSortKeyPrefix = 'EVENT#';
