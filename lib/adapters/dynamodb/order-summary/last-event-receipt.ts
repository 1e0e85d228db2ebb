import type { EventPosition } from '../../../app/ports/order-summary-store.ts';
import type { WriteAction } from '../../../platform/dynamodb/write-items.ts';
import { receiptAction } from '../outbox/receipt-action.ts';

/**
 * The receipt of a version, to be refused unless the event is the last one of it. An event does not say how many
 * there are; the outbox does, and one that has not come yet must stay among the undelivered.
 */
export const lastEventReceipt = (
  eventsTable: string,
  { orderId, orderVersion, n }: EventPosition,
  receivedAt: string,
): WriteAction => {
  const { Update } = receiptAction(eventsTable, { orderId, orderVersion, receivedAt });
  if (!Update) throw new TypeError('a receipt is an update');
  return {
    Update: {
      ...Update,
      ConditionExpression: `(${Update.ConditionExpression}) AND size(#events) = :n`,
      ExpressionAttributeNames: { ...Update.ExpressionAttributeNames, '#events': 'events' },
      ExpressionAttributeValues: { ...Update.ExpressionAttributeValues, ':n': n },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  };
};
