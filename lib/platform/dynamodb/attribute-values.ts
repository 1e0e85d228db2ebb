import type { AttributeValue } from '@aws-sdk/client-dynamodb';

const numberText = (value: number): string => {
  if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return String(value);
  throw new RangeError(`${value} cannot be stored exactly`);
};

const isPlain = (value: object): boolean => {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

const objectValue = (value: object): AttributeValue => {
  if (Array.isArray(value)) {
    return { L: value.filter((entry) => entry !== undefined).map(toAttributeValue) };
  }
  if (value instanceof Uint8Array) return { B: value };
  if (isPlain(value)) return { M: toAttributeValues(value) };
  throw new TypeError(`an object of the class ${value.constructor.name} cannot be stored`);
};

const toAttributeValue = (value: unknown): AttributeValue => {
  if (value === null) return { NULL: true };
  switch (typeof value) {
    case 'string':
      return { S: value };
    case 'number':
      return { N: numberText(value) };
    case 'bigint':
      return { N: String(value) };
    case 'boolean':
      return { BOOL: value };
    case 'object':
      return objectValue(value);
    default:
      throw new TypeError(`a ${typeof value} cannot be stored`);
  }
};

/**
 * Plain values in DynamoDB's format, as the SDK's `marshall` with `removeUndefinedValues` gives them, in a fraction of its
 * time: text, numbers, booleans, null, bytes, lists and maps. Undefined values are left out.
 * @throws {RangeError | TypeError} on a number that is not exact, and on anything else, such as a set or a date.
 */
export const toAttributeValues = (values: object): Record<string, AttributeValue> => {
  const attributes: Record<string, AttributeValue> = {};
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined) attributes[name] = toAttributeValue(value);
  }
  return attributes;
};
