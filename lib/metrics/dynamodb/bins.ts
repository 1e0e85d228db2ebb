import type { CallOptions } from '../../platform/call-options.ts';
import type { DynamoTable } from '../../platform/dynamodb/dynamo-client.ts';
import { collectItems, queryItems } from '../../platform/dynamodb/read-items.ts';
import { binsPartition, slotSortKey } from '../storage/metrics-items.ts';

const keys = new Set(['pk', 'sk', 'ttl']);

/** Counts of the bins of a series from a slot on, added up; strongly consistent. */
export const readBins = async (
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
