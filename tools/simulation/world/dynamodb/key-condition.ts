import type { Item } from './attribute-values.ts';
import { type Predicate, readAlternatives } from './conditions.ts';
import { ExpressionError, readTokens } from './expression-tokens.ts';
import type { Placeholders } from './placeholders.ts';

/** A partition, and what else the items of a query fulfil. */
export interface KeyCondition {
  readonly partition: string;
  readonly matches: Predicate;
}

const everyItem: Predicate = (_item: Item | undefined) => true;

/**
 * Reads a key condition, which names its partition first, as the service writes it.
 * @throws {ExpressionError} when it does not.
 */
export const readKeyCondition = (
  expression: string,
  partitionKey: string,
  placeholders: Placeholders,
): KeyCondition => {
  const tokens = readTokens(expression);
  const name = placeholders.nameOf(tokens.take());
  if (name !== partitionKey || !tokens.takeIf('='))
    throw new ExpressionError(`key condition does not begin with "${partitionKey} =": ${expression}`);
  const partition = placeholders.valueOf(tokens.take());
  if (typeof partition !== 'string' || partition === '')
    throw new ExpressionError(`partition ${JSON.stringify(partition)} is no text`);
  const matches = tokens.takeIf('AND') ? readAlternatives(tokens, placeholders) : everyItem;
  if (tokens.peek() !== '') throw new ExpressionError(`"${tokens.peek()}" is left over in: ${expression}`);
  return { partition, matches };
};
