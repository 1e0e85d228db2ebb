import { randomUUID } from 'node:crypto';
import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { CallOptions } from '../call-options.ts';
import type { DynamoClient, DynamoTable } from './dynamo-client.ts';
import { TransactWriteCommand, type WriteAction } from './transact-write-command.ts';
import { TransactionConflictError } from './transaction-conflict.ts';

export type { WriteAction } from './transact-write-command.ts';

/** A condition on the stored item, in DynamoDB's terms. */
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

/**
 * Sets attributes of an item and leaves its other attributes as they are; `undefined` removes an attribute. Creates
 * the item if there is none. A failure holds the stored item.
 */
export const setAttributes = (
  TableName: string,
  Key: Readonly<Record<string, unknown>>,
  attributes: Readonly<Record<string, unknown>>,
  condition?: Condition,
): WriteAction => {
  const named = Object.entries(attributes).map(([attribute, value], n) => ({ n, attribute, value }));
  const present = named.filter(({ value }) => value !== undefined);
  const absent = named.filter(({ value }) => value === undefined);
  return {
    Update: {
      TableName,
      Key,
      UpdateExpression:
        `SET ${present.map(({ n }) => `#a${n} = :a${n}`).join(', ')}` +
        (absent.length > 0 ? ` REMOVE ${absent.map(({ n }) => `#a${n}`).join(', ')}` : ''),
      ...condition,
      ExpressionAttributeNames: {
        ...condition?.ExpressionAttributeNames,
        ...Object.fromEntries(named.map(({ n, attribute }) => [`#a${n}`, attribute])),
      },
      ExpressionAttributeValues: {
        ...condition?.ExpressionAttributeValues,
        ...Object.fromEntries(present.map(({ n, value }) => [`:a${n}`, value])),
      },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  };
};

/** An action of a transaction whose condition did not hold. */
export interface RefusedAction {
  /** Its place in the transaction. */
  readonly index: number;
  /** The stored item as it is, unless there is none. */
  readonly item?: Record<string, unknown>;
}

/** The actions whose conditions cancelled a transaction; none when something else did. */
const refusedActions = (failure: unknown): readonly RefusedAction[] => {
  if (!(failure instanceof TransactionCanceledException)) return [];
  const reasons = failure.CancellationReasons ?? [];
  return reasons.flatMap(({ Code, Item }, index) => {
    if (Code !== 'ConditionalCheckFailed') return [];
    // The document client turns answers into plain values, but not failures.
    return [{ index, ...(Item && { item: unmarshall(Item) }) }];
  });
};

/** DynamoDB's limit. */
const maxActions = 100;

const transactionOf = (actions: readonly WriteAction[]): TransactWriteCommand => {
  if (actions.length > maxActions) {
    throw new RangeError(
      `${actions.length} actions do not fit one transaction, which has at most ${maxActions}`,
    );
  }
  return new TransactWriteCommand({
    TransactItems: [...actions],
    // Sent again after an answer that was lost, the transaction is confirmed instead of done twice.
    ClientRequestToken: randomUUID(),
  });
};

const refusalsOf = async (sent: Promise<unknown>): Promise<readonly RefusedAction[]> => {
  try {
    await sent;
    return [];
  } catch (failure) {
    const refused = refusedActions(failure);
    if (refused.length === 0) throw failure;
    return refused;
  }
};

/**
 * Does all of the actions, or none of them.
 * @returns those whose condition does not hold; empty when everything is done.
 * @throws {RangeError} on more actions than one transaction can have.
 * @throws {ServiceError} SYS-004 when conflicts with other transactions last.
 */
export const transactWrite = async (
  client: DynamoClient,
  actions: readonly WriteAction[],
  options: CallOptions,
): Promise<readonly RefusedAction[]> => refusalsOf(client.send(transactionOf(actions), options));

/**
 * Does all of the actions, or none of them, for a caller that writes other items after a conflict.
 * @returns those whose condition does not hold; empty when everything is done.
 * @throws {RangeError} on more actions than one transaction can have.
 * @throws {TransactionConflictError} when another transaction held items of some actions: these are its `actions`.
 */
export const transactWriteOnce = async (
  client: DynamoClient,
  actions: readonly WriteAction[],
  options: CallOptions,
): Promise<readonly RefusedAction[]> => {
  const command = transactionOf(actions);
  try {
    return await refusalsOf(client.sendOnce(command, options));
  } catch (failure) {
    const isInProgress = failure instanceof TransactionConflictError && failure.actions.length === 0;
    if (!isInProgress) throw failure;
    // Its first request got no answer and is still being processed: only its own token gets its result.
    return refusalsOf(client.send(command, options));
  }
};

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
  options: CallOptions,
): Promise<boolean> => {
  try {
    await client.send(new UpdateCommand({ TableName: tableName, ...update }), options);
    return true;
  } catch (failure) {
    if (failure instanceof ConditionalCheckFailedException) return false;
    throw failure;
  }
};
