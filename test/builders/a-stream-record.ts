import type { StreamRecord } from '../../tools/local-cloud/streams/stream-api.ts';

/** A new item, as a stream tells of it. */
export const aStreamRecord = (number: number, createdAtSeconds = 1_000): StreamRecord => ({
  eventID: `event-${number}`,
  eventName: 'INSERT',
  dynamodb: {
    SequenceNumber: String(number),
    ApproximateCreationDateTime: createdAtSeconds,
    Keys: { pk: { S: `item-${number}` } },
  },
});
