import { randomUUID } from 'node:crypto';
import type { PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { eventSortKeyPrefix, orderPartition } from '../../../lib/contract/tables.ts';
import { parseEntry } from '../../../tools/local-cloud/event-bus/bus-entry.ts';
import { deliveredEvent } from '../../../tools/local-cloud/event-bus/delivered-event.ts';

/** The stream's record of an event of an order. */
export const streamRecord = (orderId: string) => ({
  eventID: randomUUID(),
  eventName: 'INSERT',
  dynamodb: {
    SequenceNumber: '1',
    Keys: { pk: { S: orderPartition(orderId) }, sk: { S: `${eventSortKeyPrefix}1` } },
  },
});

/** A message of the queue with an event as the bus delivers it. */
export const queueMessage = (entry: PutEventsRequestEntry, index: number) => {
  const parsed = parseEntry({ ...entry, Time: undefined }, 0);
  if ('ErrorCode' in parsed) throw new Error(parsed.ErrorMessage);
  return {
    messageId: `message-${index}`,
    body: JSON.stringify(deliveredEvent(`event-${index}`, parsed)),
    attributes: { ApproximateReceiveCount: '1' },
  };
};
