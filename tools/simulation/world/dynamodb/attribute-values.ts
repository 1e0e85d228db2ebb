/** An item as the document client sees it. */
export type Item = Readonly<Record<string, unknown>>;

/** DynamoDB's type of a value. @throws {TypeError} for a value that the service never stores. */
export const typeOf = (value: unknown): 'S' | 'N' | 'BOOL' | 'NULL' | 'B' | 'L' | 'M' => {
  if (typeof value === 'string') return 'S';
  if (typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value))) return 'N';
  if (typeof value === 'boolean') return 'BOOL';
  if (value === null) return 'NULL';
  if (value instanceof Uint8Array) return 'B';
  if (Array.isArray(value)) return 'L';
  if (typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) return 'M';
  throw new TypeError(`a stored value of an unknown type: ${String(value)}`);
};

/** A frozen copy without `undefined`, as the document client marshals it: the stored item cannot change. */
const frozenCopy = (value: unknown): unknown => {
  const type = typeOf(value);
  if (type === 'L') return Object.freeze((value as unknown[]).map(frozenCopy));
  if (type !== 'M') return value;
  const copy: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value as object)) {
    if (member !== undefined) copy[name] = frozenCopy(member);
  }
  return Object.freeze(copy);
};

export const frozenItem = (item: Item): Item => frozenCopy(item) as Item;

const bytesOf = (value: unknown): Buffer => Buffer.from(value as Uint8Array);

/** Whether two values are equal for DynamoDB: of one type, and the same at every level. */
export const equalValues = (left: unknown, right: unknown): boolean => {
  if (left === right) return true;
  if (left === undefined || right === undefined || typeOf(left) !== typeOf(right)) return false;
  switch (typeOf(left)) {
    case 'L': {
      const [a, b] = [left as unknown[], right as unknown[]];
      return a.length === b.length && a.every((member, index) => equalValues(member, b[index]));
    }
    case 'M': {
      const [a, b] = [left as Item, right as Item];
      const names = Object.keys(a);
      return names.length === Object.keys(b).length && names.every((name) => equalValues(a[name], b[name]));
    }
    case 'B':
      return bytesOf(left).equals(bytesOf(right));
    default:
      return false;
  }
};

/** The order of two texts by their bytes in UTF-8, as sort keys have it. */
export const compareText = (left: string, right: string): number => {
  if (left === right) return 0;
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
};

/** Negative when `left` is less; `undefined` when the two cannot be compared. */
export const compareValues = (left: unknown, right: unknown): number | undefined => {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'string' && typeof right === 'string') return compareText(left, right);
  if (left instanceof Uint8Array && right instanceof Uint8Array) return Buffer.compare(left, right);
  return undefined;
};
