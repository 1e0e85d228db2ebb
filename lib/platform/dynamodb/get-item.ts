import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { callAws } from '../aws/aws-failure.ts';
import { type DynamoTable, dynamodb } from './table.ts';

/** One item, if it exists; strongly consistent. */
export const getItem = async (
  { client, tableName }: DynamoTable,
  Key: { readonly pk: string; readonly sk: string },
  signal: AbortSignal,
): Promise<Record<string, unknown> | undefined> => {
  const command = new GetCommand({ TableName: tableName, Key, ConsistentRead: true });
  return (await callAws(dynamodb, signal, () => client.send(command, { abortSignal: signal }))).Item;
};
