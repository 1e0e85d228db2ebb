/** Orders are spread over several partitions of a sparse index, so that none gets all the writes. */
const defaultPartitions = 4;

/** Every partition that a group of an index is spread over. */
export const spreadPartitions = (group: string, partitions = defaultPartitions): readonly string[] =>
  Array.from({ length: partitions }, (_, partition) => `${group}#${partition}`);

/** The one of them that an order is in: always the same for one order. */
export const spreadPartitionOf = (group: string, orderId: string, partitions = defaultPartitions): string => {
  let sum = 0;
  for (let index = 0; index < orderId.length; index += 1) sum += orderId.charCodeAt(index);
  return `${group}#${sum % partitions}`;
};
