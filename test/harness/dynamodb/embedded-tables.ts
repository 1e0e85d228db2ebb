import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, vi } from 'vitest';
import { ordersTable, type TableDefinition } from '../../../lib/contract/tables.ts';
import { createDocumentClient } from '../../../lib/platform/dynamodb/client.ts';
import type { DynamoTable } from '../../../lib/platform/dynamodb/table.ts';
import { awsAccount } from '../../../tools/local-cloud/aws-account.ts';
import { createTables } from '../../../tools/local-cloud/dynamodb/create-tables.ts';
import { type Database, openDatabase } from '../../../tools/local-cloud/dynamodb/database.ts';

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
