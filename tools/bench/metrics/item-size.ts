/**
 * Bytes of an attribute's value, as DynamoDB charges for them.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
const valueBytes = (value: unknown): number => {
  if (typeof value === 'number' || typeof value === 'bigint') {
    // A byte for every two significant digits, and one more.
    return Math.ceil(String(value).replace(/0+$/, '').length / 2) + 1;
  }
  return value instanceof Uint8Array ? value.length : Buffer.byteLength(String(value));
};

/** Bytes of an item: its attributes' names and values. */
export const itemBytes = (item: Readonly<Record<string, unknown>>): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value), 0);

/** Write units of an item in a transaction: two for each begun kilobyte. */
export const transactionalUnits = (bytes: number): number => 2 * Math.ceil(bytes / 1_024);

/** Read units of a strongly consistent query: one for each begun four kilobytes of all that it reads. */
export const queryUnits = (bytes: number): number => Math.ceil(bytes / 4_096);
