import { getItem } from '../../platform/dynamodb/get-item.ts';
import type { DynamoTable } from '../../platform/dynamodb/table.ts';
import { updateIf } from '../../platform/dynamodb/update-if.ts';
import { newestLineKey } from './metrics-items.ts';

/** Raises the time of the newest line, in milliseconds since 1970; an earlier one is ignored. */
export const raiseNewestLine = async (table: DynamoTable, at: number, signal: AbortSignal): Promise<void> => {
  const update = {
    Key: newestLineKey,
    UpdateExpression: 'SET printedAt = :at',
    ConditionExpression: 'attribute_not_exists(printedAt) OR printedAt < :at',
    ExpressionAttributeValues: { ':at': at },
  };
  await updateIf(table, update, signal);
};

export const readNewestLine = async (
  table: DynamoTable,
  signal: AbortSignal,
): Promise<number | undefined> => {
  const at = (await getItem(table, newestLineKey, signal))?.['printedAt'];
  return typeof at === 'number' ? at : undefined;
};
