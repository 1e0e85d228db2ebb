import type { ConditionalUpdate } from '../../../platform/dynamodb/write-items.ts';
import { eventKey } from '../keys.ts';

/**
 * Takes an event item out of the index of undelivered events, once every event of the version has come back over the
 * bus and has had its effect. A second receipt changes nothing; that of a version that was never stored is refused.
 * @param receivedAt RFC 3339, UTC.
 */
export const receiptUpdate = (
  { orderId, orderVersion }: { readonly orderId: string; readonly orderVersion: number },
  receivedAt: string,
): ConditionalUpdate => ({
  Key: eventKey(orderId, orderVersion),
  UpdateExpression: 'SET receivedAt = if_not_exists(receivedAt, :receivedAt) REMOVE gsi1pk, gsi1sk',
  ConditionExpression: 'attribute_exists(pk)',
  ExpressionAttributeValues: { ':receivedAt': receivedAt },
});
