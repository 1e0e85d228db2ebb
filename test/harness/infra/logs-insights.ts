/** One row of a query's answer, column by column; what a line does not have is left out, as CloudWatch does. */
export type Row = readonly string[];

const tokenPattern = /"[^"]*"|\/(?:[^/\\]|\\.)*\/|!=|[=|(),[\]]|[^\s=!|(),[\]]+/g;

const words = new Set(
  'and or not in like as by asc desc filter fields parse stats sort limit count sum max min pct bin ispresent'.split(
    ' ',
  ),
);

/** The commands of a query, each as its words. */
const commandsIn = (query: string): string[][] => {
  const commands: string[][] = [[]];
  for (const token of query.match(tokenPattern) ?? []) {
    if (token === '|') commands.push([]);
    else commands.at(-1)?.push(token);
  }
  return commands;
};

/** Every field of log lines that a query names; not those that it makes itself. */
export const fieldsOf = (query: string): string[] => {
  const tokens = commandsIn(query).flat();
  const made = new Set(
    [...query.matchAll(/\bas (\w+)|\(\?<(\w+)>/g)].map(([, alias, group]) => alias ?? group),
  );
  const named = tokens.filter((token) => /^[@\w.]*[@a-z_][\w.]*$/i.test(token) && !/^\d+[smhd]$/.test(token));
  return [...new Set(named.filter((token) => !words.has(token) && !made.has(token)))];
};

type Line = (field: string) => string | undefined;

const lineOf = (text: string): Line => {
  const parsed: unknown = JSON.parse(text);
  return (field) => {
    if (field === '@message') return text;
    const value = field
      .split('.')
      .reduce<unknown>((object, key) => (object as Record<string, unknown> | undefined)?.[key], parsed);
    return value === undefined || value === null ? undefined : String(value);
  };
};

const unquoted = (token = ''): string => token.replace(/^"|"$/g, '');
const regexOf = (token = ''): RegExp =>
  new RegExp(token.startsWith('/') ? token.slice(1, -1) : unquoted(token));

/** Reads a condition; `and` binds closer than `or`. A field that a line does not have meets no condition. */
const conditionOf = (tokens: string[]): ((line: Line) => boolean) => {
  const take = () => tokens.shift() ?? '';
  const primary = (): ((line: Line) => boolean) => {
    const first = take();
    if (first === '(') {
      const inner = either();
      take();
      return inner;
    }
    if (first === 'ispresent') {
      const [, field = ''] = [take(), take(), take()];
      return (line) => line(field) !== undefined;
    }
    const meets = (test: (value: string) => boolean) => (line: Line) => {
      const value = line(first);
      return value !== undefined && test(value);
    };
    const operator = take();
    if (operator === 'in') {
      const wanted = tokens.splice(0, tokens.indexOf(']') + 1).map(unquoted);
      return meets((value) => wanted.includes(value));
    }
    const operand = take();
    if (operator === 'like') return meets((value) => regexOf(operand).test(value));
    if (operator === '=') return meets((value) => value === unquoted(operand));
    if (operator === '!=') return meets((value) => value !== unquoted(operand));
    throw new Error(`no condition: ${first} ${operator} ${operand}`);
  };
  const both = (): ((line: Line) => boolean) => {
    const left = primary();
    if (tokens[0] !== 'and') return left;
    take();
    const right = both();
    return (line) => left(line) && right(line);
  };
  const either = (): ((line: Line) => boolean) => {
    const left = both();
    if (tokens[0] !== 'or') return left;
    take();
    const right = either();
    return (line) => left(line) || right(line);
  };
  return either();
};

const parsing =
  ([field = '', regex = '']: string[]) =>
  (line: Line): Line => {
    const value = line(field);
    const groups = value === undefined ? undefined : regexOf(regex).exec(value)?.groups;
    return (name) => groups?.[name] ?? line(name);
  };

const rowOf = (line: Line, fields: readonly string[]): string[] =>
  fields.map((field) => line(field)).filter((value) => value !== undefined);

const grouped = (lines: readonly Line[], by: readonly string[]): Row[] => {
  const rows = Map.groupBy(lines, (line) => JSON.stringify(rowOf(line, by)));
  return [...rows].map(([key, { length }]) => [...JSON.parse(key), String(length)]);
};

/**
 * What CloudWatch Logs Insights would answer to a query about these lines, as far as the runbooks' questions
 * about errors go: conditions, one regular expression for each `parse`, counts by fields. It does not sort.
 */
export const answerTo = (query: string, texts: readonly string[]): Row[] => {
  let lines = texts.map(lineOf);
  for (const [command, ...rest] of commandsIn(query)) {
    if (command === 'filter') lines = lines.filter(conditionOf([...rest]));
    if (command === 'parse') lines = lines.map(parsing(rest));
    const fields = rest.slice(rest.indexOf('by') + 1).filter((token) => token !== ',');
    if (command === 'stats') return grouped(lines, fields);
    if (command === 'fields') return lines.map((line) => rowOf(line, fields));
  }
  throw new Error(`a query that shows nothing: ${query}`);
};
