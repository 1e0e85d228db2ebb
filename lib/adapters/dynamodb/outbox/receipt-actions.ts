import type { Condition, WriteAction } from '../../../platform/dynamodb/write-items.ts';
import { eventKey } from '../keys.ts';

/** The fact that all events of a version have come back over the bus. */
export interface Receipt {
  readonly orderId: string;
  readonly orderVersion: number;
  /** RFC 3339, UTC. */
  readonly receivedAt: string;
}

const receive = (
  TableName: string,
  { orderId, orderVersion, receivedAt }: Receipt,
  condition: Condition,
): WriteAction => ({
  Update: {
    TableName,
    Key: eventKey(orderId, orderVersion),
    UpdateExpression: 'SET receivedAt = if_not_exists(receivedAt, :receivedAt) REMOVE gsi1pk, gsi1sk',
    ...condition,
    ExpressionAttributeValues: { ':receivedAt': receivedAt, ...condition.ExpressionAttributeValues },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  },
});

/**
 * Takes an event item out of the index of undelivered events. It belongs to the transaction that stores the effect
 * of the version's last event. A second receipt changes nothing; the receipt of an event that was never stored is
 * refused.
 */
export const receiptAction = (eventsTable: string, receipt: Receipt): WriteAction =>
  receive(eventsTable, receipt, { ConditionExpression: 'attribute_exists(pk)' });

/**
 * The receipt of a version, refused unless the event is the version's last one. An event does not hold the number
 * of events in its version; the outbox does, and a version with an event that is still to come must stay
 * undelivered.
 * @param n number of the event within its version, from 1.
 */
export const lastEventReceiptAction = (
  eventsTable: string,
  { n, ...receipt }: Receipt & { readonly n: number },
): WriteAction =>
  receive(eventsTable, receipt, {
    ConditionExpression: 'attribute_exists(pk) AND size(#events) = :n',
    ExpressionAttributeNames: { '#events': 'events' },
    ExpressionAttributeValues: { ':n': n },
  });
