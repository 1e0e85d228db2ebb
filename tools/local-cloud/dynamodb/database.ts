import { setTimeout as pause } from 'node:timers/promises';
import {
  DescribeTableCommand,
  DynamoDBClient,
  ListTablesCommand,
  paginateScan,
} from '@aws-sdk/client-dynamodb';
import { CommandError } from '../../command-line/command-error.ts';
import { awsAccount } from '../aws-account.ts';
import type { FaultInjection } from '../faults/fault-injection.ts';
import type { AccessControl } from '../iam/access-control.ts';
import { createConflictLayer } from './conflicts/conflict-layer.ts';
import { itemId } from './conflicts/written-items.ts';
import { createTables, type Tables } from './create-tables.ts';
import { connectToDatabase } from './database-connection.ts';
import type { DatabaseLayer } from './database-layer.ts';
import { type OnDatabaseCall, startDatabaseProxy } from './database-proxy.ts';
import { startEmbeddedDynamoDb } from './embedded-dynamodb.ts';
import { createIndexLag } from './index-lag/index-lag.ts';
import { createIndexedImages, type IndexedImages } from './index-lag/indexed-images.ts';
import { createTransactionTokens } from './transaction-tokens.ts';

export interface Database {
  readonly endpoint: string;
  /** Without its restrictions, for the readers of streams. */
  readonly streamsEndpoint: string;
  stop(): Promise<void>;
}

export interface DatabaseOptions {
  readonly tables: Tables;
  /** A server to use instead of the embedded one. */
  readonly endpoint?: string;
  /** Where the embedded one keeps its tables; without it, in memory. */
  readonly databaseFile?: string;
  /** How long the embedded one lets a transaction hold its items, at least; without it, there are no conflicts. */
  readonly conflictHoldMs?: number;
  /** By how much the indexes of the tables of the embedded one lag; without it, by nothing. */
  readonly indexLagMs?: number;
  /** Refuses requests to the embedded one that have no permission; without it, none is refused. */
  readonly accessControl?: AccessControl;
  /** Told of the requests to the embedded one that functions make, unless all its restrictions are off. */
  readonly onCall?: OnDatabaseCall;
  /** Whether a fault strikes such a request; none does by default. */
  readonly strikes?: FaultInjection['database'];
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
    throw new CommandError(`DYNAMODB_ENDPOINT is not a URL: ${endpoint}. Set it to one, or unset it.`);
  }
  await withClient(endpoint, async (client) => {
    try {
      await client.send(new ListTablesCommand({}));
    } catch (error) {
      const reason = error instanceof Error ? error.message || error.name : String(error);
      throw new CommandError(
        `Nothing that speaks DynamoDB answers at ${endpoint} (${reason}). ` +
          'Start it, or unset DYNAMODB_ENDPOINT to use the embedded one.',
      );
    }
    await createTables(client, tables);
  });
  return { endpoint, streamsEndpoint: endpoint, stop: async () => {} };
};

/** Names of the key attributes of each table, asked for once. */
const readKeyNames = (client: DynamoDBClient) => {
  const keyNames = new Map<string, readonly string[]>();
  return async (table: string): Promise<readonly string[]> => {
    const known = keyNames.get(table);
    if (known) return known;
    const described = await client
      .send(new DescribeTableCommand({ TableName: table }))
      .catch(() => undefined);
    const names = (described?.Table?.KeySchema ?? []).flatMap(({ AttributeName }) => AttributeName ?? []);
    if (names.length > 0) keyNames.set(table, names);
    return names;
  };
};

/** The items that are in an index of a database already. */
const readIndexedItems = async (client: DynamoDBClient, tables: Tables): Promise<IndexedImages> => {
  const images = createIndexedImages();
  for (const [table, { partitionKey, sortKey, indexes }] of Object.entries(tables)) {
    const names = { '#pk': partitionKey, '#sk': sortKey };
    for (const IndexName of Object.keys(indexes)) {
      const query = { TableName: table, IndexName, ExpressionAttributeNames: names };
      const pages = paginateScan({ client }, { ...query, ProjectionExpression: '#pk, #sk' });
      for await (const { Items = [] } of pages) {
        for (const attributes of Items)
          images.set(itemId({ table, attributes }, [partitionKey, sortKey]), 'unknown');
      }
    }
  }
  return images;
};

type Restrictions = Pick<
  DatabaseOptions,
  'tables' | 'accessControl' | 'conflictHoldMs' | 'indexLagMs' | 'onCall' | 'strikes'
>;

/** Puts permissions, tokens of transactions, their conflicts and the lag of indexes in front of a database. */
const restrict = async (
  endpoint: string,
  { tables, accessControl, conflictHoldMs, indexLagMs, onCall, strikes }: Restrictions,
): Promise<Database> => {
  const client = connect(endpoint);
  const connection = connectToDatabase(endpoint);
  const now = () => performance.now();
  const layers: DatabaseLayer[] = [createTransactionTokens(now)];
  if (conflictHoldMs !== undefined) {
    const keyNamesOf = readKeyNames(client);
    layers.push(createConflictLayer({ holdMs: conflictHoldMs, keyNamesOf, pause }));
  }
  if (indexLagMs !== undefined) {
    const images = await readIndexedItems(client, tables);
    layers.push(createIndexLag({ tables, lagMs: indexLagMs, now, images, readItem: connection.readItem }));
  }
  const proxy = await startDatabaseProxy({
    connection,
    layers,
    onCall,
    strikes,
    ...(accessControl && { accessControl }),
  });
  return {
    endpoint: proxy.url,
    streamsEndpoint: endpoint,
    async stop() {
      await proxy.close(0);
      client.destroy();
    },
  };
};

const useEmbedded = async (options: Omit<DatabaseOptions, 'endpoint'>): Promise<Database> => {
  const {
    tables,
    databaseFile,
    onLoss,
    onCall,
    strikes,
    startEmbedded = startEmbeddedDynamoDb,
    ...restrictions
  } = options;
  const isRestricted = Object.values(restrictions).some((restriction) => restriction !== undefined);
  const server = await startEmbedded(databaseFile === undefined ? {} : { databaseFile });
  let stopped = false;
  void server.ended.then(() => stopped || onLoss());
  let front: Database | undefined;
  const stop = async () => {
    stopped = true;
    await front?.stop();
    await server.stop();
  };
  try {
    await withClient(server.endpoint, (client) => createTables(client, tables));
    if (isRestricted)
      front = await restrict(server.endpoint, {
        tables,
        ...restrictions,
        ...(onCall && { onCall }),
        ...(strikes && { strikes }),
      });
  } catch (error) {
    await stop();
    throw error;
  }
  return { endpoint: front?.endpoint ?? server.endpoint, streamsEndpoint: server.endpoint, stop };
};

/**
 * A DynamoDB that holds the given tables.
 * @throws {CommandError} when there is none to be had.
 */
export const openDatabase = ({ endpoint, ...options }: DatabaseOptions): Promise<Database> =>
  endpoint === undefined ? useEmbedded(options) : useServer(endpoint, options.tables);
