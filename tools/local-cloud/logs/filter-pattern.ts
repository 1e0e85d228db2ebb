import { CommandError } from '../../command-line/command-error.ts';
import { jsonOf } from '../../json-of.ts';

/** Whether a log line is handed to a subscription. */
export type LineFilter = (message: string) => boolean;

type Condition = (value: unknown) => boolean;

const token = /\s*(&&|\|\||!=|[{}()=*]|\$(?:\.[A-Za-z_][\w-]*)+|"[^"]*")/y;

const tokensOf = (pattern: string): string[] | undefined => {
  const tokens: string[] = [];
  token.lastIndex = 0;
  for (let place = 0; place < pattern.length; place = token.lastIndex) {
    const [, found] = token.exec(pattern) ?? [];
    if (found === undefined) return undefined;
    tokens.push(found);
  }
  return tokens;
};

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;

/** The text of a field that has a value which can be compared. */
const textAt = (value: unknown, path: readonly string[]): string | undefined => {
  const found = path.reduce(memberOf, value);
  return ['string', 'number', 'boolean'].includes(typeof found) ? String(found) : undefined;
};

/** `*` stands for any text. */
const wildcard = (text: string): RegExp =>
  new RegExp(
    `^${text
      .split('*')
      .map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'))
      .join('.*')}$`,
    's',
  );

/** Reads conditions joined by `&&` and `||`, of which `&&` binds closer. */
class PatternReader {
  readonly #tokens: string[];

  constructor(tokens: readonly string[]) {
    this.#tokens = [...tokens];
  }

  /** @throws {SyntaxError} */
  read(): Condition {
    this.#expect('{');
    const condition = this.#alternatives();
    this.#expect('}');
    if (this.#tokens.length > 0) throw new SyntaxError('text after the pattern');
    return condition;
  }

  #expect(wanted: string): void {
    if (this.#tokens.shift() !== wanted) throw new SyntaxError(`${wanted} is missing`);
  }

  #joined(operator: string, part: () => Condition): Condition[] {
    const parts = [part()];
    while (this.#tokens[0] === operator) {
      this.#tokens.shift();
      parts.push(part());
    }
    return parts;
  }

  #alternatives(): Condition {
    const parts = this.#joined('||', () => this.#conjunction());
    return (value) => parts.some((part) => part(value));
  }

  #conjunction(): Condition {
    const parts = this.#joined('&&', () => this.#comparison());
    return (value) => parts.every((part) => part(value));
  }

  #comparison(): Condition {
    if (this.#tokens[0] === '(') {
      this.#tokens.shift();
      const inner = this.#alternatives();
      this.#expect(')');
      return inner;
    }
    const [field = '', operator, operand = ''] = this.#tokens.splice(0, 3);
    const path = field.split('.').slice(1);
    const isOperator = operator === '=' || operator === '!=';
    if (path.length === 0 || !isOperator) throw new SyntaxError('a comparison is missing');
    if (operand === '*' && operator === '=') return (value) => textAt(value, path) !== undefined;
    if (!operand.startsWith('"')) throw new SyntaxError('a text is missing');
    const wanted = wildcard(operand.slice(1, -1));
    return (value) => {
      const text = textAt(value, path);
      return text !== undefined && wanted.test(text) === (operator === '=');
    };
  }
}

const fieldExists = /^\{\s*\$(?:\.\w+)*\.(\w+)\s*=\s*\*\s*\}$/;

/**
 * Compiles a filter pattern of CloudWatch Logs for JSON lines: `{ $.a.b = * }` for lines that have a value there,
 * `$.a = "5*"` and `$.a != "-"` for comparisons with a text, joined by `&&`, `||` and parentheses.
 * @throws {CommandError} for every other form, none of which the local cloud knows.
 */
export const compileFilterPattern = (pattern: string): LineFilter => {
  const tokens = tokensOf(pattern.trim());
  let condition: Condition;
  try {
    condition = new PatternReader(tokens ?? []).read();
  } catch {
    throw new CommandError(
      `Filter pattern ${JSON.stringify(pattern)} cannot run locally: only \`{ $.field = * }\`, comparisons with a text, && and || are known.`,
    );
  }
  const name = fieldExists.exec(pattern.trim())?.[1];
  // Spares parsing lines that cannot match.
  return (message) => (name === undefined || message.includes(name)) && condition(jsonOf(message));
};
