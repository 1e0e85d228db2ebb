import { spreadPartitionOf, spreadPartitions } from '../../../platform/dynamodb/spread-partitions.ts';

/** `UNDELIVERED`: on its way. `QUARANTINED`: parked until somebody replays it. */
export type UndeliveredState = 'UNDELIVERED' | 'QUARANTINED';

/** Every partition that holds events in a state. */
export const undeliveredPartitions = (state: UndeliveredState): readonly string[] => spreadPartitions(state);

/** The partition that holds an order's events in a state. */
export const undeliveredPartition = (state: UndeliveredState, orderId: string): string =>
  spreadPartitionOf(state, orderId);

/** What the index says of an event item; nothing once its receipt has come. */
export const undeliveredStateOf = (item: Readonly<Record<string, unknown>>): UndeliveredState | undefined => {
  const [state] = String(item['gsi1pk'] ?? '').split('#');
  return state === 'UNDELIVERED' || state === 'QUARANTINED' ? state : undefined;
};
