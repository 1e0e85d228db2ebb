import type { Item } from './attribute-values.ts';
import { type DocumentPath, readPath, valueAt } from './document-path.ts';
import { ExpressionError, readTokens, type Tokens } from './expression-tokens.ts';
import type { Placeholders } from './placeholders.ts';

/** A change of an item that an update makes; reads the item as it was before. */
type Change = (draft: Record<string, unknown>, before: Item) => void;

type Operand = (before: Item) => unknown;

type Numeric = number | bigint;

const numberOf = (value: unknown): Numeric => {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  throw new ExpressionError(`arithmetic with ${JSON.stringify(value)}`);
};

/** DynamoDB's numbers have 38 digits. */
const sumOf = (left: Numeric, right: Numeric): Numeric => {
  const sum = Number(left) + Number(right);
  if (typeof left === 'number' && typeof right === 'number' && !Number.isInteger(sum)) return sum;
  return Number.isSafeInteger(sum) ? sum : BigInt(left) + BigInt(right);
};

const readOperand = (tokens: Tokens, placeholders: Placeholders): Operand => {
  const next = tokens.peek();
  if (next.startsWith(':')) {
    const value = placeholders.valueOf(tokens.take());
    return () => value;
  }
  if (next === 'if_not_exists') {
    tokens.take();
    tokens.expect('(');
    const path = readPath(tokens, placeholders);
    tokens.expect(',');
    const otherwise = readOperand(tokens, placeholders);
    tokens.expect(')');
    return (before) => valueAt(before, path) ?? otherwise(before);
  }
  const path = readPath(tokens, placeholders);
  if (tokens.peek() === '(') throw new ExpressionError(`function ${path.join('.')} is not supported`);
  return (before) => {
    const value = valueAt(before, path);
    if (value === undefined)
      throw new ExpressionError(`attribute ${path.join('.')} of an update does not exist`);
    return value;
  };
};

const readValue = (tokens: Tokens, placeholders: Placeholders): Operand => {
  const left = readOperand(tokens, placeholders);
  const isSum = tokens.takeIf('+');
  if (!isSum && !tokens.takeIf('-')) return left;
  const right = readOperand(tokens, placeholders);
  const signed = (value: Numeric) => (isSum ? value : -value);
  return (before) => sumOf(numberOf(left(before)), signed(numberOf(right(before))));
};

/** The service changes whole attributes only. */
const attributeOf = (path: DocumentPath): string => {
  const [name = ''] = path;
  if (path.length > 1)
    throw new ExpressionError(`update of the nested path ${path.join('.')} is not supported`);
  return name;
};

const readAction = (clause: string, tokens: Tokens, placeholders: Placeholders): [string, Change] => {
  const name = attributeOf(readPath(tokens, placeholders));
  switch (clause) {
    case 'SET': {
      tokens.expect('=');
      const value = readValue(tokens, placeholders);
      return [
        name,
        (draft, before) => {
          draft[name] = value(before);
        },
      ];
    }
    case 'REMOVE':
      return [
        name,
        (draft) => {
          delete draft[name];
        },
      ];
    case 'ADD': {
      const by = numberOf(placeholders.valueOf(tokens.take()));
      return [
        name,
        (draft, before) => {
          draft[name] = sumOf(numberOf(before[name] ?? 0), by);
        },
      ];
    }
    default:
      throw new ExpressionError(`clause ${clause} is not supported`);
  }
};

/**
 * Reads an update expression.
 * @returns the attributes that it changes, and the change.
 * @throws {ExpressionError} on anything that it does not know, by name.
 */
export const readUpdate = (
  expression: string | undefined,
  placeholders: Placeholders,
): { readonly names: readonly string[]; readonly apply: (before: Item) => Item } => {
  const tokens = readTokens(expression ?? '');
  const actions: [string, Change][] = [];
  while (tokens.peek() !== '') {
    const clause = tokens.take().toUpperCase();
    do actions.push(readAction(clause, tokens, placeholders));
    while (tokens.takeIf(','));
  }
  const names = actions.map(([name]) => name);
  if (new Set(names).size < names.length)
    throw new ExpressionError(`an attribute is changed twice in: ${expression}`);
  return {
    names,
    apply(before) {
      const draft: Record<string, unknown> = { ...before };
      for (const [, change] of actions) change(draft, before);
      return draft;
    },
  };
};
