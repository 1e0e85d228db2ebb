import { ExpressionError } from './expression-tokens.ts';

/** Placeholders of the expressions of one request. */
export interface PlaceholderInput {
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>> | undefined;
  readonly ExpressionAttributeValues?: Readonly<Record<string, unknown>> | undefined;
}

/** Resolves placeholders, and notes which ones were used. */
export interface Placeholders {
  nameOf(token: string): string;
  valueOf(token: string): unknown;
  /** @throws {ExpressionError} when one was never used, as DynamoDB does. */
  assertAllUsed(): void;
}

const resolver = (kind: string, given: Readonly<Record<string, unknown>>) => {
  const used = new Set<string>();
  return {
    resolve(token: string): unknown {
      if (!Object.hasOwn(given, token)) throw new ExpressionError(`${kind} ${token} is not defined`);
      used.add(token);
      return given[token];
    },
    unused: () => Object.keys(given).filter((token) => !used.has(token)),
  };
};

export const readPlaceholders = ({
  ExpressionAttributeNames = {},
  ExpressionAttributeValues = {},
}: PlaceholderInput): Placeholders => {
  const names = resolver('name', ExpressionAttributeNames);
  const values = resolver('value', ExpressionAttributeValues);
  return {
    nameOf: (token) => (token.startsWith('#') ? String(names.resolve(token)) : token),
    valueOf: (token) => values.resolve(token),
    assertAllUsed() {
      const unused = [...names.unused(), ...values.unused()];
      if (unused.length > 0) throw new ExpressionError(`unused in expressions: ${unused.join(', ')}`);
    },
  };
};
