import type { StreamRecord } from '../../tools/local-cloud/streams/stream-api.ts';

/** A record of a stream about a new item. */
export const aStreamRecord = (number: number, createdAtSeconds = 1_000): StreamRecord => ({
  eventID: `event-${number}`,
  eventName: 'INSERT',
  dynamodb: {
    SequenceNumber: String(number),
    ApproximateCreationDateTime: createdAtSeconds,
    Keys: { pk: { S: `item-${number}` } },
  },
});
