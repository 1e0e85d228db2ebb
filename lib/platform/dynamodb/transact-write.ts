import { randomUUID } from 'node:crypto';
import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { callAws } from '../aws/aws-failure.ts';
import { type RefusedAction, refusedActions } from './cancellation.ts';
import { dynamodb } from './table.ts';

export type WriteAction = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** DynamoDB's limit. */
const maxActions = 100;

/**
 * Does all of the actions, or none of them.
 * @returns those whose condition does not hold; empty when everything is done.
 * @throws {RangeError} on more actions than one transaction can have.
 */
export const transactWrite = async (
  client: DynamoDBDocumentClient,
  actions: readonly WriteAction[],
  signal: AbortSignal,
): Promise<readonly RefusedAction[]> => {
  if (actions.length > maxActions) {
    throw new RangeError(
      `${actions.length} actions do not fit one transaction, which has at most ${maxActions}`,
    );
  }
  const command = new TransactWriteCommand({
    TransactItems: [...actions],
    // Sent again after an answer that was lost, the transaction is confirmed instead of done twice.
    ClientRequestToken: randomUUID(),
  });
  try {
    await callAws(dynamodb, signal, () => client.send(command, { abortSignal: signal }));
    return [];
  } catch (failure) {
    const refused = refusedActions(failure);
    if (refused.length === 0) throw failure;
    return refused;
  }
};
