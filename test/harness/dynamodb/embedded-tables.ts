import { randomUUID } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, vi } from 'vitest';
import { ordersTable, type TableDefinition } from '../../../lib/contract/tables.ts';
import type { DynamoTable } from '../../../lib/platform/dynamodb/dynamo-client.ts';
import { createDocumentClient, createDynamoClient } from '../../../lib/platform/dynamodb/dynamo-client.ts';
import { createRetryOnConflict } from '../../../lib/platform/resilience/retry-on-conflict.ts';
import { systemScheduler } from '../../../lib/platform/resilience/scheduler.ts';
import { awsAccount } from '../../../tools/local-cloud/aws-account.ts';
import { createTables } from '../../../tools/local-cloud/dynamodb/create-tables.ts';
import { type Database, openDatabase } from '../../../tools/local-cloud/dynamodb/database.ts';
import { databaseStrictness, defaultStrictness } from '../../../tools/local-cloud/strictness.ts';
import { aCall } from '../../builders/a-call.ts';
import { directPolicy } from '../../doubles/direct-policy.ts';

/** The credentials that the service's own clients find in their environment. */
export const stubCredentials = (): void => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', awsAccount.credentials.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', awsAccount.credentials.secretAccessKey);
};

/** Conflicts take longer to resolve on a busy machine. */
const patience = {
  retry: createRetryOnConflict({ scheduler: systemScheduler, random: Math.random, limitMs: 60_000 }),
  onConflict: () => {},
};

/** Part of the SDK's handler of requests, which the client's type does not show. */
interface AdjustableHandler {
  updateHttpClientConfig(limit: string, ms: number): void;
}

/** Has a client wait as long as a busy machine takes; the time limits of the service have tests of their own. */
const waitPatiently = ({ config }: DynamoDBDocumentClient): void => {
  const handler = config.requestHandler as unknown as AdjustableHandler;
  for (const limit of ['connectionTimeout', 'requestTimeout', 'socketTimeout']) {
    handler.updateHttpClientConfig(limit, 60_000);
  }
};

/** A table with the client's bare client beside it. */
export interface EmbeddedTable extends DynamoTable {
  readonly documents: DynamoDBDocumentClient;
}

/**
 * Runs an embedded DynamoDB beside the tests of a file; each call of the result gives an empty table,
 * made as the orders table by default.
 */
export const useEmbeddedTables = (
  strictness = defaultStrictness,
): ((definition?: TableDefinition) => Promise<EmbeddedTable>) => {
  let database: Database | undefined;
  let documents: DynamoDBDocumentClient | undefined;
  beforeAll(async () => {
    stubCredentials();
    database = await openDatabase({ tables: {}, ...databaseStrictness(strictness), onLoss: () => {} });
    documents = createDocumentClient({ region: awsAccount.region, endpoint: database.endpoint });
    waitPatiently(documents);
  });
  afterAll(async () => {
    documents?.destroy();
    await database?.stop();
    vi.unstubAllEnvs();
  });
  return async (definition = ordersTable) => {
    if (!documents) throw new Error('the database is not running yet');
    const tableName = `table-${randomUUID()}`;
    await createTables(documents, { [tableName]: definition });
    return { client: createDynamoClient(documents, directPolicy, patience), documents, tableName };
  };
};

/** Options of a call that nothing aborts. */
export const calmly = aCall();
