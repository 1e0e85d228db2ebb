import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import { callAws } from '../aws/aws-failure.ts';
import { type DynamoTable, dynamodb } from './table.ts';

/** An update of one item with the condition under which it is made. */
export type ConditionalUpdate = Omit<UpdateCommandInput, 'TableName'> & {
  readonly ConditionExpression: string;
};

/**
 * Changes an item if it fulfils the condition.
 * @returns whether it did; nothing has changed otherwise.
 */
export const updateIf = async (
  { client, tableName }: DynamoTable,
  update: ConditionalUpdate,
  signal: AbortSignal,
): Promise<boolean> => {
  const command = new UpdateCommand({ TableName: tableName, ...update });
  try {
    await callAws(dynamodb, signal, () => client.send(command, { abortSignal: signal }));
    return true;
  } catch (failure) {
    if (failure instanceof ConditionalCheckFailedException) return false;
    throw failure;
  }
};
