import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  type DynamoDBClient,
  type KeySchemaElement,
  type Projection,
  ResourceInUseException,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import type { IndexDefinition, TableDefinition } from '../deployment.ts';

/** Tables by their names. */
export type Tables = Readonly<Record<string, TableDefinition>>;

const keySchema = ({ partitionKey, sortKey }: IndexDefinition): KeySchemaElement[] => [
  { AttributeName: partitionKey, KeyType: 'HASH' },
  { AttributeName: sortKey, KeyType: 'RANGE' },
];

const projectionOf = ({ projection }: IndexDefinition): Projection => {
  if (!projection) return { ProjectionType: 'ALL' };
  if (projection.length === 0) return { ProjectionType: 'KEYS_ONLY' };
  return { ProjectionType: 'INCLUDE', NonKeyAttributes: [...projection] };
};

/** A table in the terms of `CreateTable`. */
const createTableInput = (name: string, table: TableDefinition): CreateTableCommandInput => {
  const indexes = Object.entries(table.indexes);
  const keys = [table, ...indexes.map(([, index]) => index)];
  const attributes = new Set(keys.flatMap(({ partitionKey, sortKey }) => [partitionKey, sortKey]));
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: keySchema(table),
    AttributeDefinitions: [...attributes].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    ...(table.stream && { StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' } }),
    ...(indexes.length > 0 && {
      GlobalSecondaryIndexes: indexes.map(([IndexName, index]) => ({
        IndexName,
        KeySchema: keySchema(index),
        Projection: projectionOf(index),
      })),
    }),
  };
};

const createUnlessExists = async (
  client: DynamoDBClient,
  input: CreateTableCommandInput,
): Promise<boolean> => {
  try {
    await client.send(new CreateTableCommand(input));
    return true;
  } catch (error) {
    if (error instanceof ResourceInUseException) return false;
    throw error;
  }
};

const waitUntilActive = async (client: DynamoDBClient, name: string): Promise<void> => {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
  if (Table?.TableStatus === 'ACTIVE') return;
  await new Promise((resolve) => setTimeout(resolve, 100));
  await waitUntilActive(client, name);
};

/** Creates the tables that are missing and waits until all can be used. */
export const createTables = async (client: DynamoDBClient, tables: Tables): Promise<void> => {
  const create = async ([name, table]: [string, TableDefinition]) => {
    const created = await createUnlessExists(client, createTableInput(name, table));
    await waitUntilActive(client, name);
    if (!created) return;
    const specification = { AttributeName: table.timeToLiveAttribute, Enabled: true };
    await client.send(
      new UpdateTimeToLiveCommand({ TableName: name, TimeToLiveSpecification: specification }),
    );
  };
  await Promise.all(Object.entries(tables).map(create));
};
