import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { awsAccount } from '../aws-account.ts';
import { StartUpError } from '../start-up-error.ts';
import { createTables, type Tables } from './create-tables.ts';
import { startEmbeddedDynamoDb } from './embedded-dynamodb.ts';

export interface Database {
  readonly endpoint: string;
  stop(): Promise<void>;
}

export interface DatabaseOptions {
  readonly tables: Tables;
  /** A server to use instead of the embedded one. */
  readonly endpoint?: string;
  /** Where the embedded one keeps its tables; without it, in memory. */
  readonly databaseFile?: string;
  /** Called when the embedded one ends without having been stopped. */
  readonly onLoss: () => void;
  readonly startEmbedded?: typeof startEmbeddedDynamoDb;
}

const connect = (endpoint: string) =>
  new DynamoDBClient({
    endpoint,
    region: awsAccount.region,
    credentials: awsAccount.credentials,
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
  });

const withClient = async (endpoint: string, use: (client: DynamoDBClient) => Promise<unknown>) => {
  const client = connect(endpoint);
  try {
    await use(client);
  } finally {
    client.destroy();
  }
};

const useServer = async (endpoint: string, tables: Tables): Promise<Database> => {
  if (!URL.canParse(endpoint)) {
    throw new StartUpError(`DYNAMODB_ENDPOINT is not a URL: ${endpoint}. Set it to one, or unset it.`);
  }
  await withClient(endpoint, async (client) => {
    try {
      await client.send(new ListTablesCommand({}));
    } catch (error) {
      const reason = error instanceof Error ? error.message || error.name : String(error);
      throw new StartUpError(
        `Nothing that speaks DynamoDB answers at ${endpoint} (${reason}). ` +
          'Start it, or unset DYNAMODB_ENDPOINT to use the embedded one.',
      );
    }
    await createTables(client, tables);
  });
  return { endpoint, stop: async () => {} };
};

const useEmbedded = async (options: Omit<DatabaseOptions, 'endpoint'>): Promise<Database> => {
  const { tables, databaseFile, onLoss, startEmbedded = startEmbeddedDynamoDb } = options;
  const server = await startEmbedded(databaseFile === undefined ? {} : { databaseFile });
  let stopped = false;
  void server.ended.then(() => stopped || onLoss());
  const stop = () => {
    stopped = true;
    return server.stop();
  };
  try {
    await withClient(server.endpoint, (client) => createTables(client, tables));
  } catch (error) {
    await stop();
    throw error;
  }
  return { endpoint: server.endpoint, stop };
};

/**
 * A DynamoDB that holds the given tables.
 * @throws {StartUpError} when there is none to be had.
 */
export const openDatabase = ({ endpoint, ...options }: DatabaseOptions): Promise<Database> =>
  endpoint === undefined ? useEmbedded(options) : useServer(endpoint, options.tables);
