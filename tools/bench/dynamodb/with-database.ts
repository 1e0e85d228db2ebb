import { type AttributeValue, BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { awsAccount } from '../../local-cloud/aws-account.ts';
import { openDatabase } from '../../local-cloud/dynamodb/database.ts';
import { deployment } from '../workload/function-environment.ts';

/** Calls `use` with a client of a database that is closed afterwards. */
export const withClient = async <T>(
  endpoint: string,
  use: (client: DynamoDBClient) => Promise<T>,
): Promise<T> => {
  const { region, credentials } = awsAccount;
  const client = new DynamoDBClient({ region, credentials, endpoint });
  try {
    return await use(client);
  } finally {
    client.destroy();
  }
};

/** A table's items in wire format and as plain values. */
export interface StoredItems {
  readonly tableName: string;
  readonly wire: readonly Record<string, AttributeValue>[];
  readonly plain: readonly Readonly<Record<string, unknown>>[];
}

/** Calls `use` with a database of its own that has the service's tables. */
export const withEmptyDatabase = async <T>(use: (endpoint: string) => Promise<T>): Promise<T> => {
  const database = await openDatabase({ tables: deployment.tables, onLoss: () => {} });
  try {
    return await use(database.endpoint);
  } finally {
    await database.stop();
  }
};

const store = (endpoint: string, items: readonly StoredItems[]): Promise<unknown> =>
  withClient(endpoint, (client) => {
    const requests = items
      .filter(({ wire }) => wire.length > 0)
      .map(({ tableName, wire }) => [tableName, wire.map((Item) => ({ PutRequest: { Item } }))]);
    return client.send(new BatchWriteItemCommand({ RequestItems: Object.fromEntries(requests) }));
  });

/**
 * Calls `use` with a fresh database that holds the items. The emulator slows down as it fills up, so contestants
 * do not share a database.
 */
export const withDatabase = <T>(
  items: readonly StoredItems[],
  use: (endpoint: string) => Promise<T>,
): Promise<T> =>
  withEmptyDatabase(async (endpoint) => {
    await store(endpoint, items);
    return use(endpoint);
  });
