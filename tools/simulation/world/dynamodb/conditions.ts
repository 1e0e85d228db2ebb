import { compareValues, equalValues, type Item, typeOf } from './attribute-values.ts';
import { readPath, valueAt } from './document-path.ts';
import { ExpressionError, readTokens, type Tokens } from './expression-tokens.ts';
import type { Placeholders } from './placeholders.ts';

/** Whether an item fulfils a condition. */
export type Predicate = (item: Item | undefined) => boolean;

type Operand = (item: Item | undefined) => unknown;

const comparisons: Readonly<Record<string, (left: unknown, right: unknown) => boolean>> = {
  '=': (left, right) => left !== undefined && equalValues(left, right),
  // A missing attribute differs from every value.
  '<>': (left, right) => !equalValues(left, right),
  '<': (left, right) => (compareValues(left, right) ?? 0) < 0,
  '>': (left, right) => (compareValues(left, right) ?? 0) > 0,
  '<=': (left, right) => (compareValues(left, right) ?? 1) <= 0,
  '>=': (left, right) => (compareValues(left, right) ?? -1) >= 0,
};

const readOperand = (tokens: Tokens, placeholders: Placeholders): Operand => {
  if (tokens.peek().startsWith(':')) {
    const value = placeholders.valueOf(tokens.take());
    return () => value;
  }
  const path = readPath(tokens, placeholders);
  if (tokens.peek() === '(') throw new ExpressionError(`function ${path.join('.')} is not supported`);
  return (item) => valueAt(item, path);
};

const functions: Readonly<Record<string, (tokens: Tokens, placeholders: Placeholders) => Predicate>> = {
  attribute_exists: (tokens, placeholders) => {
    const path = readPath(tokens, placeholders);
    return (item) => valueAt(item, path) !== undefined;
  },
  attribute_not_exists: (tokens, placeholders) => {
    const path = readPath(tokens, placeholders);
    return (item) => valueAt(item, path) === undefined;
  },
  begins_with: (tokens, placeholders) => {
    const whole = readOperand(tokens, placeholders);
    tokens.expect(',');
    const start = readOperand(tokens, placeholders);
    return (item) => {
      const [text, prefix] = [whole(item), start(item)];
      return typeof text === 'string' && typeof prefix === 'string' && text.startsWith(prefix);
    };
  },
  attribute_type: (tokens, placeholders) => {
    const operand = readOperand(tokens, placeholders);
    tokens.expect(',');
    const type = readOperand(tokens, placeholders);
    return (item) => operand(item) !== undefined && typeOf(operand(item)) === type(item);
  },
};

const readPrimary = (tokens: Tokens, placeholders: Placeholders): Predicate => {
  if (tokens.takeIf('NOT')) {
    const denied = readPrimary(tokens, placeholders);
    return (item) => !denied(item);
  }
  if (tokens.takeIf('(')) {
    const inner = readAlternatives(tokens, placeholders);
    tokens.expect(')');
    return inner;
  }
  const readArguments = Object.hasOwn(functions, tokens.peek()) ? functions[tokens.peek()] : undefined;
  if (readArguments) {
    tokens.take();
    tokens.expect('(');
    const predicate = readArguments(tokens, placeholders);
    tokens.expect(')');
    return predicate;
  }
  const left = readOperand(tokens, placeholders);
  if (tokens.takeIf('BETWEEN')) {
    const least = readOperand(tokens, placeholders);
    tokens.expect('AND');
    const most = readOperand(tokens, placeholders);
    return (item) =>
      (compareValues(left(item), least(item)) ?? -1) >= 0 &&
      (compareValues(left(item), most(item)) ?? 1) <= 0;
  }
  const comparator = tokens.take();
  const compare = comparisons[comparator];
  if (!compare) throw new ExpressionError(`comparator "${comparator}" is not supported`);
  const right = readOperand(tokens, placeholders);
  return (item) => compare(left(item), right(item));
};

const readConjunction = (tokens: Tokens, placeholders: Placeholders): Predicate => {
  const all = [readPrimary(tokens, placeholders)];
  while (tokens.takeIf('AND')) all.push(readPrimary(tokens, placeholders));
  return all.length === 1 ? (all[0] as Predicate) : (item) => all.every((predicate) => predicate(item));
};

/** Reads a condition from where the tokens are. */
export const readAlternatives = (tokens: Tokens, placeholders: Placeholders): Predicate => {
  const any = [readConjunction(tokens, placeholders)];
  while (tokens.takeIf('OR')) any.push(readConjunction(tokens, placeholders));
  return any.length === 1 ? (any[0] as Predicate) : (item) => any.some((predicate) => predicate(item));
};

/**
 * Reads a condition, a filter or a key condition; without an expression every item fulfils it.
 * @throws {ExpressionError} on anything that it does not know, by name.
 */
export const readCondition = (expression: string | undefined, placeholders: Placeholders): Predicate => {
  if (expression === undefined) return () => true;
  const tokens = readTokens(expression);
  const predicate = readAlternatives(tokens, placeholders);
  if (tokens.peek() !== '') throw new ExpressionError(`"${tokens.peek()}" is left over in: ${expression}`);
  return predicate;
};
