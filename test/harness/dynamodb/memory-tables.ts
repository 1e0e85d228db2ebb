import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import {
  eventsTable,
  metricsTable,
  ordersTable,
  type TableDefinition,
} from '../../../lib/contract/tables.ts';
import { createDynamoClient } from '../../../lib/platform/dynamodb/dynamo-client.ts';
import {
  createMemoryDynamoDb,
  type MemoryDynamoDb,
  type MemoryDynamoDbOptions,
} from '../../../tools/simulation/world/dynamodb/memory-dynamodb.ts';
import { directPolicy } from '../../doubles/direct-policy.ts';
import type { EmbeddedTable } from './embedded-tables.ts';

/** The document client of a database in memory. */
export const documentsOf = (database: Pick<MemoryDynamoDb, 'execute'>): DynamoDBDocumentClient => {
  const send = async (command: object) => database.execute(command).answer;
  // The service calls nothing else of the client.
  return { send } as unknown as DynamoDBDocumentClient;
};

/** An empty table in memory, made as the orders table by default. */
export const emptyMemoryTable = async (
  definition: TableDefinition = ordersTable,
  options: Partial<MemoryDynamoDbOptions> = {},
): Promise<EmbeddedTable> => {
  const tableName = 'table';
  const documents = documentsOf(createMemoryDynamoDb({ ...options, tables: { [tableName]: definition } }));
  return { documents, tableName, client: createDynamoClient(documents, directPolicy) };
};

const serviceTables = { orders: ordersTable, events: eventsTable, metrics: metricsTable };

/** The service's tables in one database in memory, empty, by their definitions. */
export const emptyMemoryTables = () => {
  const documents = documentsOf(createMemoryDynamoDb({ tables: serviceTables }));
  const client = createDynamoClient(documents, directPolicy);
  return async (definition: TableDefinition = ordersTable): Promise<EmbeddedTable> => {
    const found = Object.entries(serviceTables).find(([, table]) => table === definition);
    if (!found) throw new Error('no table of the service has this definition');
    return { documents, client, tableName: found[0] };
  };
};
