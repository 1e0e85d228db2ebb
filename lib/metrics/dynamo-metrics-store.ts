import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { CallOptions } from '../platform/call-options.ts';
import type { DynamoTable } from '../platform/dynamodb/dynamo-client.ts';
import { mergeSorted } from '../platform/dynamodb/merge-sorted.ts';
import { parseItem } from '../platform/dynamodb/parse-item.ts';
import { collectItems, getItem, queryItems } from '../platform/dynamodb/read-items.ts';
import { transactWrite, updateIf } from '../platform/dynamodb/write-items.ts';
import type { EnvironmentKey, Exemplar, MetricsStore, SilentEnvironment } from './metrics-store.ts';
import {
  addToItem,
  advanceActions,
  binsPartition,
  environmentKey,
  exemplarPartition,
  fromEnvironmentItem,
  hourSortKey,
  livePartitions,
  newestLineKey,
  pack,
  putOffSortKey,
  silentEnvironmentOf,
  slotSortKey,
  totalKey,
  totalPartition,
} from './storage/metrics-items.ts';

/**
 * The sum of each cell over all items of the totals; strongly consistent. Read as DynamoDB writes numbers, not
 * through the document client, whose numbers end at 2^53: microseconds of all requests reach that in some years.
 */
const readTotals = async (
  { client, tableName }: DynamoTable,
  options: CallOptions,
): Promise<ReadonlyMap<string, bigint>> => {
  const totals = new Map<string, bigint>();
  let position: QueryCommand['input']['ExclusiveStartKey'];
  do {
    const command = new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: 'pk = :partition',
      ExpressionAttributeValues: { ':partition': { S: totalPartition } },
      ConsistentRead: true,
      ExclusiveStartKey: position,
    });
    const page = await client.send(command, options);
    for (const item of page.Items ?? []) {
      for (const [cell, { N }] of Object.entries(item)) {
        if (N !== undefined) totals.set(cell, (totals.get(cell) ?? 0n) + BigInt(N));
      }
    }
    position = page.LastEvaluatedKey;
  } while (position);
  return totals;
};

const keys = new Set(['pk', 'sk', 'ttl']);

/** Counts of the bins of a series from a slot on, added up; strongly consistent. */
const readBins = async (
  { client, tableName }: DynamoTable,
  series: string,
  slot: number,
  options: CallOptions,
): Promise<ReadonlyMap<string, number>> => {
  const query = {
    TableName: tableName,
    KeyConditionExpression: 'pk = :partition AND sk >= :slot',
    ExpressionAttributeValues: { ':partition': binsPartition(series), ':slot': slotSortKey(slot) },
    ConsistentRead: true,
  };
  const bins = new Map<string, number>();
  for (const item of await collectItems(queryItems(client, query, options))) {
    for (const [bin, count] of Object.entries(item)) {
      if (!keys.has(bin)) bins.set(bin, (bins.get(bin) ?? 0) + Number(count));
    }
  }
  return bins;
};

/** Live environments with their last line in an hour before that of `time`. */
async function* listSilent(
  { client, tableName }: DynamoTable,
  time: number,
  options: CallOptions,
): AsyncGenerator<SilentEnvironment, void> {
  const silentOf = (partition: string) => {
    const query = {
      TableName: tableName,
      IndexName: 'gsi1',
      KeyConditionExpression: 'gsi1pk = :partition AND gsi1sk < :hour',
      ExpressionAttributeValues: { ':partition': partition, ':hour': hourSortKey(time) },
    };
    return queryItems(client, query, options);
  };
  const hourOf = ({ gsi1sk }: Record<string, unknown>) => String(gsi1sk);
  for await (const item of mergeSorted(livePartitions.map(silentOf), hourOf)) yield silentEnvironmentOf(item);
}

/** Moves the hour of a live environment that has sent no line since. */
const putOff = async (
  table: DynamoTable,
  environment: SilentEnvironment,
  until: number,
  options: CallOptions,
): Promise<void> => {
  const update = {
    Key: environmentKey(environment),
    UpdateExpression: 'SET gsi1sk = :until',
    ConditionExpression: 'gsi1sk < :until',
    ExpressionAttributeValues: { ':until': putOffSortKey(until, environment.heardAt) },
  };
  await updateIf(table, update, options);
};

/** Packs an environment's state if it is not, takes it out of the index, and leaves all else as it was. */
const foldEnvironment = async (
  table: DynamoTable,
  key: EnvironmentKey,
  time: number,
  options: CallOptions,
): Promise<boolean> => {
  const item = await getItem(table, environmentKey(key), options);
  if (!item) return false;
  const { seq, counts, packed = pack(String(counts)) } = item;
  const Update = {
    TableName: table.tableName,
    Key: environmentKey(key),
    UpdateExpression: 'SET packed = :packed REMOVE #counts, gsi1pk, gsi1sk',
    // The state is still the stored one, and the environment has sent no line since.
    ConditionExpression: 'seq = :seq AND gsi1sk < :hour',
    ExpressionAttributeNames: { '#counts': 'counts' },
    ExpressionAttributeValues: { ':packed': packed, ':seq': seq, ':hour': hourSortKey(time) },
  };
  // With a token, so that a fold counts once although the answer to the first request is lost.
  return (await transactWrite(table.client, [{ Update }], options)).length === 0;
};

/** Raises the time of the newest line, in milliseconds since 1970; an earlier one is ignored. */
const raiseNewestLine = async (table: DynamoTable, at: number, options: CallOptions): Promise<void> => {
  const update = {
    Key: newestLineKey,
    UpdateExpression: 'SET printedAt = :at',
    ConditionExpression: 'attribute_not_exists(printedAt) OR printedAt < :at',
    ExpressionAttributeValues: { ':at': at },
  };
  await updateIf(table, update, options);
};

const readNewestLine = async (table: DynamoTable, options: CallOptions): Promise<number | undefined> => {
  const at = (await getItem(table, newestLineKey, options))?.['printedAt'];
  return typeof at === 'number' ? at : undefined;
};

const exemplarSchema = z.object({
  series: z.string(),
  bucket: z.string(),
  value: z.int().min(0),
  correlationId: z.string(),
  at: z.int().min(0),
});

/** An example is of use for some weeks, as long as the logs that it leads to. */
const keptSeconds = 30 * 24 * 3_600;

const writeExemplars = async (
  { client, tableName }: DynamoTable,
  exemplars: readonly Exemplar[],
  options: CallOptions,
): Promise<void> => {
  const write = (exemplar: Exemplar) => {
    const sk = `${exemplar.series}|${exemplar.bucket}`;
    const ttl = Math.ceil(exemplar.at / 1_000) + keptSeconds;
    const Item = { pk: exemplarPartition, sk, ...exemplar, ttl };
    const command = new PutCommand({ TableName: tableName, Item });
    return client.send(command, options);
  };
  await Promise.all(exemplars.map(write));
};

const readExemplars = async (
  { client, tableName }: DynamoTable,
  options: CallOptions,
): Promise<readonly Exemplar[]> => {
  const query = {
    TableName: tableName,
    KeyConditionExpression: 'pk = :partition',
    ExpressionAttributeValues: { ':partition': exemplarPartition },
  };
  const items = await collectItems(queryItems(client, query, options));
  return items.map((item) => parseItem(exemplarSchema, item));
};

/** The metrics table. */
export const createDynamoMetricsStore = (table: DynamoTable): MetricsStore => {
  const { client, tableName } = table;
  return {
    async stateOf(key, options) {
      const item = await getItem(table, environmentKey(key), options);
      return item && fromEnvironmentItem(item);
    },
    async advance(change, options) {
      const refused = await transactWrite(client, advanceActions(tableName, change), options);
      return refused.length === 0;
    },
    async grow(key, growth, options) {
      if (Object.keys(growth).length === 0) return;
      // With a token, so that it is added once although the answer to an attempt is lost.
      await transactWrite(client, [{ Update: addToItem(tableName, totalKey(key), growth) }], options);
    },
    totals: (options) => readTotals(table, options),
    binsSince: (series, slot, options) => readBins(table, series, slot, options),
    silentBefore: (time, options) => listSilent(table, time, options),
    putOff: (environment, until, options) => putOff(table, environment, until, options),
    fold: (key, time, options) => foldEnvironment(table, key, time, options),
    noteNewestLine: (at, options) => raiseNewestLine(table, at, options),
    newestLine: (options) => readNewestLine(table, options),
    saveExemplars: (exemplars, options) => writeExemplars(table, exemplars, options),
    exemplars: (options) => readExemplars(table, options),
  };
};
