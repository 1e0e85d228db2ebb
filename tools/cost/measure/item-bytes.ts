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
  readonly projection?: 'keys';
}

/** Bytes of an item in its table and in the indexes that hold a copy of it; an index adds 100 bytes an item. */
export const storedBytes = (
  item: Readonly<Record<string, AttributeValue>>,
  { indexes, ...tableKey }: Index & { readonly indexes: Readonly<Record<string, Index>> },
): number => {
  const keys = ({ partitionKey, sortKey }: Index) => [partitionKey, sortKey];
  const only = (names: readonly string[]) =>
    Object.fromEntries(names.flatMap((name) => (item[name] ? [[name, item[name]]] : [])));
  const copies = Object.values(indexes).filter((index) => keys(index).every((name) => name in item));
  return copies.reduce(
    (sum, index) =>
      sum + 100 + itemBytes(index.projection === 'keys' ? only([...keys(tableKey), ...keys(index)]) : item),
    itemBytes(item) + 100,
  );
};
