import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { CallOptions } from '../../platform/call-options.ts';
import type { DynamoTable } from '../../platform/dynamodb/dynamo-client.ts';
import { parseItem } from '../../platform/dynamodb/parse-item.ts';
import { collectItems, queryItems } from '../../platform/dynamodb/read-items.ts';
import type { Exemplar } from '../metrics-store.ts';
import { exemplarPartition } from '../storage/metrics-items.ts';

const exemplarSchema = z.object({
  series: z.string(),
  bucket: z.string(),
  value: z.int().min(0),
  correlationId: z.string(),
  at: z.int().min(0),
});

/** An example is of use for some weeks, as long as the logs that it leads to. */
const keptSeconds = 30 * 24 * 3_600;

export const writeExemplars = async (
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

export const readExemplars = async (
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
