import type { WriteAction } from '../../../platform/dynamodb/write-items.ts';
import { eventKey } from '../event-item.ts';

/** Says that all events of a version have come back over the bus. */
export interface Receipt {
  readonly orderId: string;
  readonly orderVersion: number;
  /** RFC 3339, UTC. */
  readonly receivedAt: string;
}

/**
 * Takes an event item out of the index of undelivered events: the write that belongs into the transaction of the
 * effect that the version's last event has. A second receipt changes nothing; that of an event that was never
 * stored is refused.
 */
export const receiptAction = (
  eventsTable: string,
  { orderId, orderVersion, receivedAt }: Receipt,
): WriteAction => ({
  Update: {
    TableName: eventsTable,
    Key: eventKey(orderId, orderVersion),
    UpdateExpression: 'SET receivedAt = if_not_exists(receivedAt, :receivedAt) REMOVE gsi1pk, gsi1sk',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeValues: { ':receivedAt': receivedAt },
  },
});
