import type { Item } from './attribute-values.ts';
import { ExpressionError, type Tokens } from './expression-tokens.ts';
import type { Placeholders } from './placeholders.ts';

/** Names from the item inwards. */
export type DocumentPath = readonly string[];

const keywords = new Set(['AND', 'OR', 'NOT', 'SET', 'REMOVE', 'ADD', 'DELETE', 'BETWEEN', 'IN']);

/** Reads a path such as `#last.orderVersion`. Elements of lists are not used by the service. */
export const readPath = (tokens: Tokens, placeholders: Placeholders): DocumentPath => {
  const names: string[] = [];
  do {
    const token = tokens.take();
    if (!/^[#A-Za-z_]/.test(token) || keywords.has(token.toUpperCase()))
      throw new ExpressionError(`"${token}" instead of an attribute`);
    names.push(placeholders.nameOf(token));
  } while (tokens.takeIf('.'));
  if (tokens.peek() === '[') throw new ExpressionError('elements of lists are not supported');
  return names;
};

/** The value at a path; `undefined` when there is none. */
export const valueAt = (item: Item | undefined, path: DocumentPath): unknown =>
  path.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, name)
        ? (value as Item)[name]
        : undefined,
    item,
  );
