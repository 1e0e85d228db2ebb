import type { CallOptions } from '../../platform/call-options.ts';
import type { DynamoTable } from '../../platform/dynamodb/dynamo-client.ts';
import { getItem } from '../../platform/dynamodb/read-items.ts';
import { updateIf } from '../../platform/dynamodb/write-items.ts';
import { newestLineKey } from '../storage/metrics-items.ts';

/** Raises the time of the newest line, in milliseconds since 1970; an earlier one is ignored. */
export const raiseNewestLine = async (
  table: DynamoTable,
  at: number,
  options: CallOptions,
): Promise<void> => {
  const update = {
    Key: newestLineKey,
    UpdateExpression: 'SET printedAt = :at',
    ConditionExpression: 'attribute_not_exists(printedAt) OR printedAt < :at',
    ExpressionAttributeValues: { ':at': at },
  };
  await updateIf(table, update, options);
};

export const readNewestLine = async (
  table: DynamoTable,
  options: CallOptions,
): Promise<number | undefined> => {
  const at = (await getItem(table, newestLineKey, options))?.['printedAt'];
  return typeof at === 'number' ? at : undefined;
};
