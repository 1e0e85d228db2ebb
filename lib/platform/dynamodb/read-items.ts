import { setTimeout } from 'node:timers/promises';
import { BatchGetCommand, GetCommand, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { deadlineExceeded } from '../../contract/errors/factories.ts';
import type { CallOptions } from '../call-options.ts';
import type { DynamoClient, DynamoTable } from './dynamo-client.ts';

type Key = { readonly pk: string; readonly sk: string };
type Item = Record<string, unknown>;

/** One item, if it exists; strongly consistent. */
export const getItem = async (
  { client, tableName }: DynamoTable,
  Key: Key,
  options: CallOptions,
): Promise<Item | undefined> =>
  (await client.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }), options)).Item;

/** Opens a connection to DynamoDB by reading an item that does not exist. */
export const connectToTable = async (
  { client, tableName }: DynamoTable,
  options: CallOptions,
): Promise<void> => {
  const Key = { pk: 'CONNECTION', sk: 'CONNECTION' };
  await client.send(new GetCommand({ TableName: tableName, Key }), options);
};

/** DynamoDB's limit. */
const maxKeys = 100;

/** Waits longer with every round. @throws {ServiceError} SYS-003 */
export const pause = async (round: number, { signal }: CallOptions) => {
  try {
    await setTimeout(Math.min(25 * 2 ** round, 500), undefined, { signal });
  } catch (aborted) {
    throw deadlineExceeded(aborted);
  }
};

interface BatchGetOptions {
  /** Whether every write that was confirmed before is seen; costs twice the read units. */
  readonly consistent: boolean;
}

/** Where an item is. */
export interface ItemAddress {
  readonly tableName: string;
  readonly key: Key;
}

interface FoundItem {
  readonly tableName: string;
  readonly item: Item;
}

const requestOf = (addresses: readonly ItemAddress[], ConsistentRead: boolean) =>
  Object.fromEntries(
    [...Map.groupBy(addresses, ({ tableName }) => tableName)].map(([tableName, group]) => [
      tableName,
      { Keys: group.map(({ key }) => key), ConsistentRead },
    ]),
  );

/** DynamoDB may answer only some of the keys, and is asked again for the rest. */
const getChunk = async (
  client: DynamoClient,
  addresses: readonly ItemAddress[],
  options: CallOptions,
  { consistent }: BatchGetOptions,
): Promise<FoundItem[]> => {
  const found: FoundItem[] = [];
  let pending = addresses;
  for (let round = 0; pending.length > 0; round += 1) {
    // A table that left keys out is throttled.
    if (round > 0) await pause(round, options);
    const command = new BatchGetCommand({ RequestItems: requestOf(pending, consistent) });
    const { Responses = {}, UnprocessedKeys = {} } = await client.send(command, options);
    for (const [tableName, items] of Object.entries(Responses)) {
      found.push(...items.map((item) => ({ tableName, item })));
    }
    pending = Object.entries(UnprocessedKeys).flatMap(([tableName, { Keys = [] }]) =>
      Keys.map((key) => ({ tableName, key: key as Key })),
    );
  }
  return found;
};

/**
 * Those of the items of several tables that exist, in any order; strongly consistent by default.
 * @param addresses all different.
 */
export const batchGetAcross = async (
  client: DynamoClient,
  addresses: readonly ItemAddress[],
  options: CallOptions,
  reading: BatchGetOptions = { consistent: true },
): Promise<FoundItem[]> => {
  const chunks = Array.from({ length: Math.ceil(addresses.length / maxKeys) }, (_, chunk) =>
    addresses.slice(chunk * maxKeys, (chunk + 1) * maxKeys),
  );
  return (await Promise.all(chunks.map((chunk) => getChunk(client, chunk, options, reading)))).flat();
};

/**
 * Those of the items that exist, in any order; strongly consistent by default.
 * @param keys all different.
 */
export const batchGet = async (
  { client, tableName }: DynamoTable,
  keys: readonly Key[],
  options: CallOptions,
  reading?: BatchGetOptions,
): Promise<Item[]> => {
  const addresses = keys.map((key) => ({ tableName, key }));
  return (await batchGetAcross(client, addresses, options, reading)).map(({ item }) => item);
};

/** Items of one call of a query, and whether there is more. */
export const queryPage = async (
  client: DynamoClient,
  query: QueryCommandInput,
  options: CallOptions,
): Promise<{ readonly items: readonly Item[]; readonly more: boolean }> => {
  const { Items = [], LastEvaluatedKey } = await client.send(new QueryCommand(query), options);
  return { items: Items, more: LastEvaluatedKey !== undefined };
};

/** The items of a query in its order. The next page is read when it is needed. */
export async function* queryItems(
  client: DynamoClient,
  query: Omit<QueryCommandInput, 'ExclusiveStartKey'>,
  options: CallOptions,
): AsyncGenerator<Item, void> {
  let position: Item | undefined;
  do {
    const page = await client.send(new QueryCommand({ ...query, ExclusiveStartKey: position }), options);
    yield* page.Items ?? [];
    position = page.LastEvaluatedKey;
  } while (position);
}

/** All items, or the first `count` of them. */
export const collectItems = async (items: AsyncIterable<Item>, count = Number.POSITIVE_INFINITY) => {
  const collected: Item[] = [];
  for await (const item of items) {
    collected.push(item);
    if (collected.length >= count) break;
  }
  return collected;
};
