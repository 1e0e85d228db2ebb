import { randomUUID } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { CallOptions } from '../call-options.ts';
import type { DynamoClient } from './dynamo-client.ts';
import type { WriteAction } from './transact-write-command.ts';

/**
 * Makes one conditional update as a transaction of this single action would, for half of its write units. The item stores
 * the tokens of its last two writers. A request that is sent again after a lost answer finds its own token, and counts as
 * done, unless two others have written the item in between.
 * @param action an update, as `setAttributes` makes it.
 * @returns whether it is done; otherwise its condition did not hold.
 * @throws {RangeError} on another action.
 */
export const updateOnce = async (
  client: DynamoClient,
  { Update: update }: WriteAction,
  options: CallOptions,
): Promise<boolean> => {
  if (!update) throw new RangeError('only an update can be made without a transaction');
  const token = randomUUID();
  const marks = 'writer = :writer, earlierWriter = if_not_exists(writer, :noWriter)';
  const command = new UpdateCommand({
    ...update,
    UpdateExpression: update.UpdateExpression?.replace(/^SET /, `SET ${marks}, `),
    ExpressionAttributeValues: { ...update.ExpressionAttributeValues, ':writer': token, ':noWriter': '' },
  });
  try {
    await client.send(command, options);
    return true;
  } catch (failure) {
    if (!(failure instanceof ConditionalCheckFailedException)) throw failure;
    // The document client turns answers into plain values, but not failures.
    const { writer, earlierWriter } = failure.Item ?? {};
    return writer?.S === token || earlierWriter?.S === token;
  }
};
