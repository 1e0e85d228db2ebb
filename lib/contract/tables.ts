/** Attribute names of an index; both are strings. */
export interface IndexDefinition {
  readonly partitionKey: string;
  readonly sortKey: string;
}

/** A table as both the deployment and the local run create it. */
export interface TableDefinition {
  readonly partitionKey: string;
  readonly sortKey: string;
  readonly timeToLiveAttribute: string;
  readonly indexes: Readonly<Record<string, IndexDefinition>>;
}

/** Single table for orders and catalogue. Every index projects all attributes. */
export const ordersTable = {
  partitionKey: 'pk',
  sortKey: 'sk',
  timeToLiveAttribute: 'ttl',
  indexes: {
    /** A customer's orders by age; the catalogue by SKU. */
    gsi1: { partitionKey: 'gsi1pk', sortKey: 'gsi1sk' },
    /** Sparse: what has to be done at a time, such as orders to expire and payments to settle. */
    gsi2: { partitionKey: 'gsi2pk', sortKey: 'gsi2sk' },
  },
} as const satisfies TableDefinition;

/** The outbox: one immutable item for each transition of an order. */
export const eventsTable = {
  partitionKey: 'pk',
  sortKey: 'sk',
  timeToLiveAttribute: 'ttl',
  indexes: {},
} as const satisfies TableDefinition;
