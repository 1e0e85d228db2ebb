import { QueryError } from './query-error.ts';

const token = /\s*("(?:[^"\\]|\\.)*"|\/(?:[^/\\]|\\.)*\/|!=|[=|(),[\]]|[\w@.-]+)/y;

/**
 * The commands of a query, each as its tokens: words, texts in quotation marks, regular expressions between slashes,
 * and the signs `= != ( ) [ ] ,`.
 * @throws {QueryError} for any other sign.
 */
export const commandsIn = (query: string): string[][] => {
  const text = query.trimEnd();
  const commands: string[][] = [[]];
  token.lastIndex = 0;
  for (let place = 0; place < text.length; place = token.lastIndex) {
    const [, found] = token.exec(text) ?? [];
    if (found === undefined)
      throw new QueryError(`Cannot read the query from "${text.slice(place).trim()}" on.`);
    if (found === '|') commands.push([]);
    else commands.at(-1)?.push(found);
  }
  return commands;
};

/** The tokens of a command, taken one after the other. */
export class TokenReader {
  readonly #command: string;
  readonly #tokens: readonly string[];
  #place = 0;

  constructor(command: string, tokens: readonly string[]) {
    this.#command = command;
    this.#tokens = tokens;
  }

  get isAtEnd(): boolean {
    return this.#place >= this.#tokens.length;
  }

  peek(): string | undefined {
    return this.#tokens[this.#place];
  }

  /** @throws {QueryError} at the end. */
  take(): string {
    const found = this.peek();
    if (found === undefined) throw new QueryError(`The command "${this.#command}" is incomplete.`);
    this.#place += 1;
    return found;
  }

  /** Takes the token if it is the next one. */
  takeIf(wanted: string): boolean {
    if (this.peek() !== wanted) return false;
    this.#place += 1;
    return true;
  }

  /** @throws {QueryError} when another token is next. */
  expect(wanted: string): void {
    const found = this.take();
    if (found !== wanted)
      throw new QueryError(`"${wanted}" is expected in "${this.#command}", not "${found}".`);
  }

  /** @throws {QueryError} for a token that names no field. */
  field(): string {
    const found = this.take();
    if (/^@?[A-Za-z_][\w.]*$/.test(found)) return found;
    throw new QueryError(`"${found}" in "${this.#command}" is no field.`);
  }

  /** A list of the same parts, separated by commas. */
  list<T>(part: () => T): T[] {
    const parts = [part()];
    while (this.takeIf(',')) parts.push(part());
    return parts;
  }

  /** @throws {QueryError} when tokens are left. */
  end(): void {
    const left = this.peek();
    if (left !== undefined) throw new QueryError(`"${left}" is not expected in "${this.#command}".`);
  }
}
