/** `UNDELIVERED`: on its way. `QUARANTINED`: parked until somebody replays it. */
export type UndeliveredState = 'UNDELIVERED' | 'QUARANTINED';

/** Orders are spread over several partitions of the index, so that none gets all the writes. */
const partitions = 4;

/** Every partition that holds events in a state. */
export const undeliveredPartitions = (state: UndeliveredState): readonly string[] =>
  Array.from({ length: partitions }, (_, partition) => `${state}#${partition}`);

/** The partition that holds an order's events in a state. */
export const undeliveredPartition = (state: UndeliveredState, orderId: string): string => {
  const sum = [...orderId].reduce((total, character) => total + character.charCodeAt(0), 0);
  return `${state}#${sum % partitions}`;
};

/** What the index says of an event item; nothing once its receipt has come. */
export const undeliveredStateOf = (item: Readonly<Record<string, unknown>>): UndeliveredState | undefined => {
  const [state] = String(item['gsi1pk'] ?? '').split('#');
  return state === 'UNDELIVERED' || state === 'QUARANTINED' ? state : undefined;
};
