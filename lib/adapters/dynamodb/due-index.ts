import { spreadPartitionOf, spreadPartitions } from '../../platform/dynamodb/spread-partitions.ts';

/** Kinds of work that wait for a time. */
export type DueWork = 'EXPIRY' | 'PAYMENT';

/** Every partition that holds work of a kind. */
export const duePartitions = (work: DueWork): readonly string[] => spreadPartitions(work);

/** Attributes that put an order's item among the work that is due at a time. An item without them is not in the index. */
export const dueAt = (work: DueWork, orderId: string, time: string) => ({
  gsi2pk: spreadPartitionOf(work, orderId),
  gsi2sk: time,
});
