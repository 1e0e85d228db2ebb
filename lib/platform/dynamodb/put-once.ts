import { isDeepStrictEqual } from 'node:util';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { CallOptions } from '../call-options.ts';
import { toAttributeValues } from './attribute-values.ts';
import type { DynamoClient } from './dynamo-client.ts';
import type { WriteAction } from './transact-write-command.ts';
import type { RefusedAction } from './write-items.ts';

/**
 * Puts one item on its condition as a transaction of this single action would, for half of its write units. A request that
 * is sent again after a lost answer finds the item that it wrote, and counts as done, unless another has replaced it since.
 * @param put as `putIf` makes it, of an item that contains the name of its writer.
 * @returns the action whose condition does not hold; empty when it is done.
 */
export const putOnce = async (
  client: DynamoClient,
  put: NonNullable<WriteAction['Put']>,
  options: CallOptions,
): Promise<readonly RefusedAction[]> => {
  try {
    await client.send(new PutCommand(put), options);
    return [];
  } catch (failure) {
    if (!(failure instanceof ConditionalCheckFailedException)) throw failure;
    // The document client turns answers into plain values, but not failures.
    const stored = failure.Item;
    if (isDeepStrictEqual(stored, toAttributeValues(put.Item ?? {}))) return [];
    return [{ index: 0, ...(stored && { item: unmarshall(stored) }) }];
  }
};
