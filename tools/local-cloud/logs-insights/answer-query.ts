import { readCondition, regexOf } from './condition.ts';
import { compareValues, type Fields, fieldsOf, type QueriedLine } from './log-fields.ts';
import { QueryError } from './query-error.ts';
import { commandsIn, TokenReader } from './query-tokens.ts';
import { readStatistics } from './statistics.ts';

/** The answer to a query: a table. */
export interface QueryAnswer {
  readonly columns: readonly string[];
  /** A cell is null where the lines do not have the field. */
  readonly rows: readonly (readonly (string | null)[])[];
}

interface Table {
  readonly rows: readonly Fields[];
  readonly columns?: readonly string[];
}

type Step = (table: Table) => Table;

/** How many rows an answer has at most; the default of Logs Insights. */
const maxRows = 10_000;

const filter = (reader: TokenReader): Step => {
  const condition = readCondition(reader);
  return (table) => ({ ...table, rows: table.rows.filter(condition) });
};

const parse = (reader: TokenReader): Step => {
  const field = reader.field();
  const token = reader.take();
  if (!token.startsWith('/'))
    throw new QueryError('The local run supports parse with a regular expression between slashes only.');
  const regex = regexOf(token);
  return (table) => ({
    ...table,
    rows: table.rows.map((row) => {
      const groups = regex.exec(row(field) ?? '')?.groups ?? {};
      return (name) => (Object.hasOwn(groups, name) ? groups[name] : row(name));
    }),
  });
};

const stats = (reader: TokenReader): Step => {
  const { columns, rowsOf } = readStatistics(reader);
  return ({ rows }) => ({ rows: rowsOf(rows), columns });
};

const sort = (reader: TokenReader): Step => {
  const field = reader.field();
  const sign = reader.takeIf('desc') ? -1 : 1;
  if (sign > 0) reader.takeIf('asc');
  return (table) => ({
    ...table,
    rows: table.rows.toSorted((one, other) => sign * compareValues(one(field) ?? '', other(field) ?? '')),
  });
};

const limit = (reader: TokenReader): Step => {
  const count = Number(reader.take());
  if (!Number.isInteger(count) || count < 1) throw new QueryError('limit needs a whole number from 1 on.');
  return (table) => ({ ...table, rows: table.rows.slice(0, count) });
};

const fields = (reader: TokenReader): Step => {
  const columns = reader.list(() => reader.field());
  return (table) => ({ ...table, columns });
};

const commands: Readonly<Record<string, (reader: TokenReader) => Step>> = {
  fields,
  filter,
  limit,
  parse,
  sort,
  stats,
};

const stepOf = (tokens: readonly string[]): Step => {
  const [name = '', ...rest] = tokens;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined)
    throw new QueryError(
      `The local run does not know the command "${name}". It knows ${Object.keys(commands).join(', ')}.`,
    );
  const reader = new TokenReader(tokens.join(' '), rest);
  const step = command(reader);
  reader.end();
  return step;
};

/**
 * Answers a query of CloudWatch Logs Insights about lines, as far as the runbooks use its language. Rows are sorted by
 * time, the newest first, unless the query sorts or counts.
 * @throws {QueryError} naming the command, function or operator that the runbooks do not use.
 */
export const answerQuery = (query: string, lines: readonly QueriedLine[]): QueryAnswer => {
  const steps = commandsIn(query).map(stepOf);
  const newestFirst = lines.toSorted((one, other) => other.timestamp - one.timestamp);
  const start: Table = { rows: newestFirst.map(fieldsOf) };
  const { rows, columns = ['@timestamp', '@message'] } = steps.reduce((table, step) => step(table), start);
  return {
    columns,
    rows: rows.slice(0, maxRows).map((row) => columns.map((column) => row(column) ?? null)),
  };
};
