import { setTimeout } from 'node:timers/promises';
import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import { callAws } from '../aws/aws-failure.ts';
import { type DynamoTable, dynamodb } from './table.ts';

type Key = { readonly pk: string; readonly sk: string };
type Item = Record<string, unknown>;

/** DynamoDB's limit. */
const maxKeys = 100;

const pause = (round: number, signal: AbortSignal) =>
  setTimeout(Math.min(25 * 2 ** round, 500), undefined, { signal });

/** DynamoDB may answer only some of the keys, and is asked again for the rest. */
const getChunk = async (
  { client, tableName }: DynamoTable,
  keys: readonly Key[],
  signal: AbortSignal,
): Promise<Item[]> => {
  const found: Item[] = [];
  let pending: readonly Item[] = keys;
  for (let round = 0; pending.length > 0; round += 1) {
    // A table that left keys out is throttled.
    if (round > 0) await callAws(dynamodb, signal, () => pause(round, signal));
    const command = new BatchGetCommand({
      RequestItems: { [tableName]: { Keys: [...pending], ConsistentRead: true } },
    });
    const answer = await callAws(dynamodb, signal, () => client.send(command, { abortSignal: signal }));
    found.push(...(answer.Responses?.[tableName] ?? []));
    pending = answer.UnprocessedKeys?.[tableName]?.Keys ?? [];
  }
  return found;
};

/**
 * Those of the items that exist, in any order; strongly consistent.
 * @param keys all different.
 */
export const batchGet = async (
  table: DynamoTable,
  keys: readonly Key[],
  signal: AbortSignal,
): Promise<Item[]> => {
  const chunks = Array.from({ length: Math.ceil(keys.length / maxKeys) }, (_, chunk) =>
    keys.slice(chunk * maxKeys, (chunk + 1) * maxKeys),
  );
  return (await Promise.all(chunks.map((chunk) => getChunk(table, chunk, signal)))).flat();
};
