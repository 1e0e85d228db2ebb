/** An expression of DynamoDB that this double does not know, or that DynamoDB refuses. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
}

const tokenPattern = /\s*([A-Za-z_][A-Za-z0-9_]*|[#:][A-Za-z0-9_]+|\d+|<>|<=|>=|[=<>()[\],.+-])/y;

/** The tokens of an expression, read from left to right. */
export interface Tokens {
  /** The next token; the empty text at the end. */
  peek(): string;
  /** Takes the next token. */
  take(): string;
  /** Takes the next token if it is this one; keywords in any case. */
  takeIf(token: string): boolean;
  /** @throws {ExpressionError} when the next token is another one. */
  expect(token: string): void;
}

const split = (expression: string): readonly string[] => {
  const tokens: string[] = [];
  const text = expression.trimEnd();
  tokenPattern.lastIndex = 0;
  for (let end = 0; end < text.length; end = tokenPattern.lastIndex) {
    const [, token] = tokenPattern.exec(text) ?? [];
    if (token === undefined) throw new ExpressionError(`unknown syntax at ${end} of: ${expression}`);
    tokens.push(token);
  }
  return tokens;
};

/** The service has a few hundred expressions, which it uses again and again. */
const known = new Map<string, readonly string[]>();
const maxKnown = 1_000;

const tokensOf = (expression: string): readonly string[] => {
  const found = known.get(expression);
  if (found) return found;
  if (known.size >= maxKnown) known.clear();
  const tokens = split(expression);
  known.set(expression, tokens);
  return tokens;
};

/** @throws {ExpressionError} on a character that begins no token. */
export const readTokens = (expression: string): Tokens => {
  const tokens = tokensOf(expression);
  let position = 0;
  const peek = () => tokens[position] ?? '';
  const take = () => {
    const token = peek();
    position += 1;
    return token;
  };
  const takeIf = (token: string) => {
    const next = peek();
    const found =
      next === token || (next.length === token.length && next.toUpperCase() === token.toUpperCase());
    if (found) position += 1;
    return found;
  };
  return {
    peek,
    take,
    takeIf,
    expect(token) {
      if (!takeIf(token))
        throw new ExpressionError(`"${peek()}" instead of "${token}" in expression: ${expression}`);
    },
  };
};
