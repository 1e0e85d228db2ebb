import type { AttributeValue } from '@aws-sdk/client-dynamodb';

const utf8 = (text: string): number => Buffer.byteLength(text);

/** A byte for every two significant digits, and one more. */
const numberBytes = (text: string): number =>
  Math.ceil(text.replace(/^-?0*|[.]|0+$/g, '').length / 2) + 1 + (text.startsWith('-') ? 1 : 0);

const valueBytes = ({ S, N, B, L, M, ...other }: AttributeValue): number => {
  if (S !== undefined) return utf8(S);
  if (N !== undefined) return numberBytes(N);
  if (B !== undefined) return B.length;
  if (L !== undefined) return L.reduce((sum, value) => sum + 1 + valueBytes(value), 3);
  if (M !== undefined) return Object.values(M).length + 3 + itemBytes(M);
  if (other.BOOL !== undefined || other.NULL !== undefined) return 1;
  throw new RangeError(`the items of the service hold no ${Object.keys(other)[0]}`);
};

/**
 * Bytes of an item as DynamoDB charges for them: names and values of its attributes.
 * @throws {RangeError} on a set.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export const itemBytes = (item: Readonly<Record<string, AttributeValue>>): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + utf8(name) + valueBytes(value), 0);

interface Index {
  readonly partitionKey: string;
  readonly sortKey: string;
  readonly projection?: readonly string[];
}

/** Bytes of a stored item; each copy in an index adds 100 bytes of its own. */
export interface StoredBytes {
  /** In the table alone, as backups are charged for. */
  readonly table: number;
  /** In the table and in the indexes that hold a copy. */
  readonly all: number;
}

/**
 * Bytes of an item as DynamoDB charges for its storage and its backups.
 * @see https://aws.amazon.com/dynamodb/pricing/on-demand/
 */
export const storedBytes = (
  item: Readonly<Record<string, AttributeValue>>,
  { indexes, ...tableKey }: Index & { readonly indexes: Readonly<Record<string, Index>> },
): StoredBytes => {
  const keys = ({ partitionKey, sortKey }: Index) => [partitionKey, sortKey];
  const only = (names: readonly string[]) =>
    Object.fromEntries(names.flatMap((name) => (item[name] ? [[name, item[name]]] : [])));
  const copies = Object.values(indexes).filter((index) => keys(index).every((name) => name in item));
  const table = itemBytes(item) + 100;
  const all = copies.reduce(
    (sum, index) =>
      sum +
      100 +
      itemBytes(index.projection ? only([...keys(tableKey), ...keys(index), ...index.projection]) : item),
    table,
  );
  return { table, all };
};

const monthMs = 30 * 24 * 60 * 60 * 1_000;

/** DynamoDB deletes items within a few days of their time to live. */
const deletionDelayMs = 2 * 24 * 60 * 60 * 1_000;

/** Months for which an item with a time to live (seconds since 1970) is stored from `now` on, in milliseconds. */
export const monthsUntilDeleted = (timeToLive: number, now: number): number =>
  Math.max(0, timeToLive * 1_000 + deletionDelayMs - now) / monthMs;
