import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import { orderIdOfPartition } from '../../contract/tables.ts';

/** The order that a record of the events table's stream is about; none when its key is not an order's. */
export const orderIdOfRecord = ({ dynamodb }: DynamoDBRecord): string | undefined =>
  orderIdOfPartition(dynamodb?.Keys?.['pk']?.S ?? '');

/** The orders that records are about, each once. */
export const ordersOfRecords = (records: readonly DynamoDBRecord[]): readonly string[] => [
  ...new Set(records.flatMap((record) => orderIdOfRecord(record) ?? [])),
];

/** Sequence numbers are decimal, without leading zeros, and too long for a number. */
const bySequence = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : 1);

/**
 * The response that makes the event source redeliver from the first record of a failed order. Lambda takes the
 * lowest sequence number of the response as its checkpoint, so one number is enough.
 * @throws {Error} when such a record has no sequence number: then the whole batch is delivered again.
 */
export const redeliverFrom = (
  records: readonly DynamoDBRecord[],
  failedOrders: ReadonlySet<string>,
): DynamoDBBatchResponse => {
  const numbers = records
    .filter((record) => failedOrders.has(orderIdOfRecord(record) ?? ''))
    .map(({ dynamodb }) => dynamodb?.SequenceNumber ?? '');
  if (numbers.includes('')) throw new Error('a record of a failed order has no sequence number');
  const [itemIdentifier] = numbers.sort(bySequence);
  return { batchItemFailures: itemIdentifier === undefined ? [] : [{ itemIdentifier }] };
};
