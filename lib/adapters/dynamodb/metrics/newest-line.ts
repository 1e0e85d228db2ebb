import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { callAws } from '../../aws/aws-failure.ts';
import { getItem } from '../get-item.ts';
import { type DynamoTable, dynamodb } from '../table.ts';
import { newestLineKey } from './metrics-items.ts';

/** Raises the time of the newest line, in milliseconds since 1970; an earlier one is ignored. */
export const raiseNewestLine = async (
  { client, tableName }: DynamoTable,
  at: number,
  signal: AbortSignal,
): Promise<void> => {
  const command = new UpdateCommand({
    TableName: tableName,
    Key: newestLineKey,
    UpdateExpression: 'SET printedAt = :at',
    ConditionExpression: 'attribute_not_exists(printedAt) OR printedAt < :at',
    ExpressionAttributeValues: { ':at': at },
  });
  try {
    await callAws(dynamodb, signal, () => client.send(command, { abortSignal: signal }));
  } catch (failure) {
    if (!(failure instanceof ConditionalCheckFailedException)) throw failure;
  }
};

export const readNewestLine = async (
  table: DynamoTable,
  signal: AbortSignal,
): Promise<number | undefined> => {
  const at = (await getItem(table, newestLineKey, signal))?.['printedAt'];
  return typeof at === 'number' ? at : undefined;
};
