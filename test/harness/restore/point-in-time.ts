import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  type AttributeValue,
  BatchWriteItemCommand,
  DynamoDBClient,
  paginateScan,
} from '@aws-sdk/client-dynamodb';
import { eventsTable, metricsTable, orderPartition, ordersTable } from '../../../lib/contract/tables.ts';
import { awsAccount } from '../../../tools/local-cloud/aws-account.ts';
import { createTables } from '../../../tools/local-cloud/dynamodb/create-tables.ts';
import { startEmbeddedDynamoDb } from '../../../tools/local-cloud/dynamodb/embedded-dynamodb.ts';

type Item = Record<string, AttributeValue>;

/** The items of tables at a point in time. */
export type PointInTime = ReadonlyMap<string, readonly Item[]>;

/** Names of the tables of the local service. */
export interface TableNames {
  readonly ordersTable: string;
  readonly eventsTable: string;
  readonly metricsTable: string;
}

const connect = (endpoint: string) => new DynamoDBClient({ endpoint, ...awsAccount });

/** Copies the items of the tables. The tables must not change meanwhile. */
export const copyTables = async (endpoint: string, names: TableNames): Promise<PointInTime> => {
  const client = connect(endpoint);
  const copy = new Map<string, Item[]>();
  for (const TableName of [names.ordersTable, names.eventsTable, names.metricsTable]) {
    const items: Item[] = [];
    for await (const page of paginateScan({ client }, { TableName, ConsistentRead: true }))
      items.push(...(page.Items ?? []));
    copy.set(TableName, items);
  }
  client.destroy();
  return copy;
};

/** The tables as they are when the events of an order were copied a moment before its other items. */
export const withoutEvents = (copy: PointInTime, table: string, orderId: string): PointInTime =>
  new Map(copy).set(
    table,
    (copy.get(table) ?? []).filter(({ pk }) => pk?.S !== orderPartition(orderId)),
  );

const writeItems = async (client: DynamoDBClient, table: string, items: readonly Item[]): Promise<void> => {
  for (let first = 0; first < items.length; first += 25) {
    const requests = items.slice(first, first + 25).map((Item) => ({ PutRequest: { Item } }));
    await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: requests } }));
  }
};

/** A restored table has a new stream, which has no records of its items. */
const emptyStreams = (file: string): void => {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA busy_timeout = 5000; DELETE FROM _stream_records;');
  database.close();
};

/**
 * Makes the state directory of a local run whose tables were restored, as DynamoDB restores them: items only, with new
 * and empty streams. The payment gateway and the token issuer are those of the run before.
 */
export const restoreTables = async (
  copy: PointInTime,
  names: TableNames,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> => {
  for (const file of ['payments.jsonl', 'signing-key.json']) copyFileSync(join(from, file), join(to, file));
  const database = await startEmbeddedDynamoDb({ databaseFile: join(to, 'dynamodb.sqlite') });
  const client = connect(database.endpoint);
  try {
    const tables = { ordersTable, eventsTable, metricsTable };
    await createTables(
      client,
      Object.fromEntries(
        Object.entries(tables).map(([key, table]) => [names[key as keyof TableNames], table]),
      ),
    );
    for (const [table, items] of copy) await writeItems(client, table, items);
  } finally {
    client.destroy();
    await database.stop();
  }
  emptyStreams(database.file);
};
