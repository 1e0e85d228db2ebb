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
    gsi1: { partitionKey: 'gsi1pk', sortKey: 'gsi1sk' },
  },
} as const satisfies TableDefinition;
