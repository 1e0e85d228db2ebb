import type { Order } from '../../domain/order.ts';
import { spreadPartitionOf, spreadPartitions } from '../../platform/dynamodb/spread-partitions.ts';

/** Every partition of `gsi3` that holds pending orders; within one they are sorted by when they were placed. */
export const pendingPartitions: readonly string[] = /* @__PURE__ */ spreadPartitions('PENDING');

/** Attributes that put a pending order's item among those that are counted. An item without them is not in the index. */
export const pendingSince = ({ id, createdAt }: Order) => ({
  gsi3pk: spreadPartitionOf('PENDING', id),
  gsi3sk: createdAt,
});
