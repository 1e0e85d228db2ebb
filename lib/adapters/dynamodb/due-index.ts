/** Kinds of work that wait for a time. */
export type DueWork = 'EXPIRY' | 'PAYMENT';

/** Orders are spread over several partitions of the index, so that none gets all the writes. */
const partitions = 4;

/** Every partition that holds work of a kind. */
export const duePartitions = (work: DueWork): readonly string[] =>
  Array.from({ length: partitions }, (_, partition) => `${work}#${partition}`);

/** Attributes that put an order's item among the work that is due at a time. An item without them is not in the index. */
export const dueAt = (work: DueWork, orderId: string, time: string) => {
  const sum = [...orderId].reduce((total, character) => total + character.charCodeAt(0), 0);
  return { gsi2pk: `${work}#${sum % partitions}`, gsi2sk: time };
};
