import { compareValues, type Fields } from './log-fields.ts';
import { QueryError } from './query-error.ts';
import type { TokenReader } from './query-tokens.ts';

export type Condition = (fields: Fields) => boolean;

const unquoted = (token: string): string =>
  token.startsWith('"') ? token.slice(1, -1).replace(/\\(.)/g, '$1') : token;

const escaped = (text: string): string => text.replace(/[\\^$.|?+*()[\]{}]/g, '\\$&');

/**
 * The regular expression of a token between slashes; a text in quotation marks stands for itself.
 * @throws {QueryError} when it is malformed.
 */
export const regexOf = (token: string): RegExp => {
  try {
    return new RegExp(token.startsWith('/') ? token.slice(1, -1) : escaped(unquoted(token)));
  } catch (error) {
    throw new QueryError((error as Error).message);
  }
};

const testOf = (reader: TokenReader): ((value: string) => boolean) => {
  const operator = reader.take();
  if (operator === 'in') {
    reader.expect('[');
    const wanted = new Set(reader.list(() => unquoted(reader.take())));
    reader.expect(']');
    return (value) => wanted.has(value);
  }
  if (operator === 'like') {
    const regex = regexOf(reader.take());
    return (value) => regex.test(value);
  }
  if (operator === '=' || operator === '!=') {
    const wanted = unquoted(reader.take());
    return (value) => (compareValues(value, wanted) === 0) === (operator === '=');
  }
  throw new QueryError(
    `The local run does not know the operator "${operator}". It knows =, !=, in and like.`,
  );
};

const comparison = (reader: TokenReader): Condition => {
  if (reader.takeIf('(')) {
    const inner = readCondition(reader);
    reader.expect(')');
    return inner;
  }
  const field = reader.field();
  if (reader.peek() === '(') {
    if (field !== 'ispresent')
      throw new QueryError(
        `The local run does not know the function "${field}" in a filter. It knows ispresent.`,
      );
    reader.expect('(');
    const present = reader.field();
    reader.expect(')');
    return (fields) => fields(present) !== undefined;
  }
  const test = testOf(reader);
  return (fields) => {
    const value = fields(field);
    return value !== undefined && test(value);
  };
};

const joined = (
  reader: TokenReader,
  word: string,
  part: (reader: TokenReader) => Condition,
): readonly Condition[] => {
  const parts = [part(reader)];
  while (reader.takeIf(word)) parts.push(part(reader));
  return parts;
};

const conjunction = (reader: TokenReader): Condition => {
  const parts = joined(reader, 'and', comparison);
  return (fields) => parts.every((part) => part(fields));
};

/**
 * Reads a condition; `and` binds closer than `or`. A field that a line does not have meets no comparison.
 * @throws {QueryError} naming an operator or function that is not known.
 */
export const readCondition = (reader: TokenReader): Condition => {
  const parts = joined(reader, 'or', conjunction);
  return (fields) => parts.some((part) => part(fields));
};
