import type { WriteAction } from './transact-write.ts';

/** What an item has to be like before it is written, in DynamoDB's terms. */
export interface Condition {
  readonly ConditionExpression: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Record<string, unknown>;
}

export const isAbsent: Condition = { ConditionExpression: 'attribute_not_exists(pk)' };

/** Writes an item if the one that it replaces fulfils the condition; otherwise the failure holds that one. */
export const putIf = (
  TableName: string,
  Item: Record<string, unknown>,
  condition: Condition,
): WriteAction => ({
  Put: { TableName, Item, ...condition, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' },
});
