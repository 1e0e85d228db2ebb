import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, vi } from 'vitest';
import { createDocumentClient } from '../../../../lib/adapters/dynamodb/client.ts';
import type { DynamoTable } from '../../../../lib/adapters/dynamodb/table.ts';
import { ordersTable, type TableDefinition } from '../../../../lib/contract/tables.ts';
import { awsAccount } from '../../../../local/aws-account.ts';
import { createTables } from '../../../../local/dynamodb/create-tables.ts';
import { type Database, openDatabase } from '../../../../local/dynamodb/database.ts';

/** The credentials that the service's own clients find in their environment. */
export const stubCredentials = (): void => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', awsAccount.credentials.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', awsAccount.credentials.secretAccessKey);
};

/**
 * Runs an embedded DynamoDB beside the tests of a file; each call of the result gives an empty table,
 * made as the orders table unless told otherwise.
 */
export const useEmbeddedTables = (): ((definition?: TableDefinition) => Promise<DynamoTable>) => {
  let database: Database | undefined;
  let client: DynamoTable['client'] | undefined;
  beforeAll(async () => {
    stubCredentials();
    database = await openDatabase({ tables: {}, onLoss: () => {} });
    client = createDocumentClient({ region: awsAccount.region, endpoint: database.endpoint });
  });
  afterAll(async () => {
    client?.destroy();
    await database?.stop();
    vi.unstubAllEnvs();
  });
  return async (definition = ordersTable) => {
    if (!client) throw new Error('the database is not running yet');
    const tableName = `table-${randomUUID()}`;
    await createTables(client, { [tableName]: definition });
    return { client, tableName };
  };
};

/** A signal that nothing aborts. */
export const calmly = { signal: new AbortController().signal };
