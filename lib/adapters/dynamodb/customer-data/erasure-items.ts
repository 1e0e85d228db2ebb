import * as z from 'zod';
import type { StoredResponse } from '../../../contract/idempotency.ts';
import type { CallOptions } from '../../../platform/call-options.ts';
import type { DynamoTable } from '../../../platform/dynamodb/dynamo-client.ts';
import { parseItem } from '../../../platform/dynamodb/parse-item.ts';
import { getItem } from '../../../platform/dynamodb/read-items.ts';
import { transactWrite, updateIf } from '../../../platform/dynamodb/write-items.ts';
import { erasureKey } from '../keys.ts';
import type { Item } from './read-customer.ts';

const erasureSchema = z.object({ pseudonym: z.string().min(1) });

/** The pseudonym of an erasure that has begun and not ended; `undefined` if there is none. */
export const findPseudonym = async (
  orders: DynamoTable,
  customerId: string,
  options: CallOptions,
): Promise<string | undefined> => {
  const item = await getItem(orders, erasureKey(customerId), options);
  return item && parseItem(erasureSchema, item).pseudonym;
};

/**
 * Begins an erasure, or goes on with one that has not ended.
 * @param candidate the pseudonym if none has begun.
 * @returns the pseudonym that every run uses until the end.
 */
export const beginErasure = async (
  orders: DynamoTable,
  customerId: string,
  candidate: string,
  options: CallOptions,
): Promise<string> => {
  const begin = {
    TableName: orders.tableName,
    Key: erasureKey(customerId),
    UpdateExpression: 'SET pseudonym = if_not_exists(pseudonym, :candidate)',
    ExpressionAttributeValues: { ':candidate': candidate },
  };
  // DynamoDB knows the token of a transaction that succeeded, and of no other: a copy of the call that arrives after the end of
  // the erasure begins no other one. A condition would refuse the call of a run that goes on, and let its copy through.
  await transactWrite(orders.client, [{ Update: begin }], options);
  const stored = await findPseudonym(orders, customerId, options);
  // Another run may have ended the erasure since.
  return stored ?? beginErasure(orders, customerId, candidate, options);
};

/**
 * Ends an erasure: from then on nothing connects the customer's id with the pseudonym. A copy of the call that arrives late
 * does not end the next erasure of the customer.
 */
export const endErasure = async (
  orders: DynamoTable,
  customerId: string,
  pseudonym: string,
  options: CallOptions,
): Promise<void> => {
  const end = {
    TableName: orders.tableName,
    Key: erasureKey(customerId),
    ConditionExpression: 'pseudonym = :pseudonym',
    ExpressionAttributeValues: { ':pseudonym': pseudonym },
  };
  await transactWrite(orders.client, [{ Delete: end }], options);
};

/**
 * Replaces the reply of an idempotency record; the record stays, so that its request is not executed again.
 * @returns whether the record still had the reply that was read.
 */
export const replaceReply = (
  orders: DynamoTable,
  { pk, sk, response }: Item,
  reply: StoredResponse,
  options: CallOptions,
): Promise<boolean> => {
  const update = {
    Key: { pk, sk },
    UpdateExpression: 'SET #response = :reply',
    ConditionExpression: '#response = :before',
    ExpressionAttributeNames: { '#response': 'response' },
    ExpressionAttributeValues: { ':before': response, ':reply': reply },
  };
  return updateIf(orders, update, options);
};
