import { type Fields, timeText } from './log-fields.ts';
import { QueryError } from './query-error.ts';
import type { TokenReader } from './query-tokens.ts';

/** A column of a table: its heading, and its value for some lines. */
interface Column {
  readonly heading: string;
  readonly value: (lines: readonly Fields[]) => string | undefined;
}

/** A key that lines are grouped by. */
interface GroupKey {
  readonly heading: string;
  readonly value: (line: Fields) => string | undefined;
}

/** How lines become the rows of a table, which have the columns as fields. */
export interface Statistics {
  readonly columns: readonly string[];
  readonly rowsOf: (lines: readonly Fields[]) => Fields[];
}

const numbersOf = (lines: readonly Fields[], field: string): number[] =>
  lines
    .map((line) => line(field))
    .filter((value) => value !== undefined)
    .map(Number)
    .filter((value) => !Number.isNaN(value));

const textOf = (value: number | undefined): string | undefined =>
  value === undefined ? undefined : String(value);

const folded =
  (join: (one: number, other: number) => number) => (lines: readonly Fields[], field: string) => {
    const [first, ...rest] = numbersOf(lines, field);
    return first === undefined ? undefined : String(rest.reduce((one, other) => join(one, other), first));
  };

/** The nearest rank: the least value that so many percent of the values do not exceed. */
const percentile = (lines: readonly Fields[], field: string, percent: number): string | undefined => {
  const sorted = numbersOf(lines, field).sort((one, other) => one - other);
  return textOf(sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)]);
};

const latest = (lines: readonly Fields[], field: string): string | undefined =>
  lines
    .filter((line) => line(field) !== undefined)
    .reduce<Fields | undefined>(
      (newest, line) => (newest && (newest('@timestamp') ?? '') > (line('@timestamp') ?? '') ? newest : line),
      undefined,
    )?.(field);

type Aggregate = (lines: readonly Fields[], field: string) => string | undefined;

const aggregates: Readonly<Record<string, Aggregate>> = {
  count: (lines, field) =>
    String(field === '' ? lines.length : lines.filter((line) => line(field) !== undefined).length),
  sum: folded((one, other) => one + other),
  min: folded(Math.min),
  max: folded(Math.max),
  latest,
};

const numberIn = (reader: TokenReader): number => {
  const text = reader.take();
  const value = Number(text);
  if (Number.isNaN(value)) throw new QueryError(`"${text}" is no number.`);
  return value;
};

const readAggregate = (reader: TokenReader): Column => {
  const name = reader.field();
  reader.expect('(');
  const field = name === 'count' && reader.peek() === ')' ? '' : reader.field();
  if (name === 'pct') {
    reader.expect(',');
    const percent = numberIn(reader);
    reader.expect(')');
    return { heading: `pct(${field},${percent})`, value: (lines) => percentile(lines, field, percent) };
  }
  const aggregate = Object.hasOwn(aggregates, name) ? aggregates[name] : undefined;
  if (aggregate === undefined) {
    const known = [...Object.keys(aggregates), 'pct'].sort().join(', ');
    throw new QueryError(`The local run does not know the function "${name}" in stats. It knows ${known}.`);
  }
  reader.expect(')');
  return { heading: `${name}(${field})`, value: (lines) => aggregate(lines, field) };
};

const named = <T extends { readonly heading: string }>(reader: TokenReader, column: T): T =>
  reader.takeIf('as') ? { ...column, heading: reader.field() } : column;

const unitMs: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

const readBin = (reader: TokenReader): GroupKey => {
  reader.expect('(');
  const period = reader.take();
  reader.expect(')');
  const [, count, unit = ''] = /^(\d+)([smhd])$/.exec(period) ?? [];
  const ms = Number(count) * (unitMs[unit] ?? Number.NaN);
  if (!(ms > 0)) throw new QueryError(`"${period}" is no period such as 5m.`);
  return {
    heading: `bin(${period})`,
    value: (line) => {
      const at = Date.parse(`${line('@timestamp')?.replace(' ', 'T')}Z`);
      return timeText(Math.floor(at / ms) * ms);
    },
  };
};

const readKey = (reader: TokenReader): GroupKey => {
  const field = reader.field();
  if (field === 'bin' && reader.peek() === '(') return readBin(reader);
  return { heading: field, value: (line) => line(field) };
};

/**
 * Reads `count() as n, max(field) by other, bin(5m)`. The columns are the keys, then the figures.
 * @throws {QueryError} naming a function that is not known.
 */
export const readStatistics = (reader: TokenReader): Statistics => {
  const figures = reader.list(() => named(reader, readAggregate(reader)));
  const keys = reader.takeIf('by') ? reader.list(() => named(reader, readKey(reader))) : [];
  return {
    columns: [...keys, ...figures].map(({ heading }) => heading),
    rowsOf: (lines) => {
      const keyOf = (line: Fields) => JSON.stringify(keys.map(({ value }) => value(line) ?? null));
      return [...Map.groupBy(lines, keyOf).values()].map((group) => {
        const row = new Map([
          ...keys.map(({ heading, value }) => [heading, group[0] && value(group[0])] as const),
          ...figures.map(({ heading, value }) => [heading, value(group)] as const),
        ]);
        return (field) => row.get(field);
      });
    },
  };
};
