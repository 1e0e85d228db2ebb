import { CsvError, parse } from 'csv-parse/sync';
import { putProductSchema, skuSchema } from '../../lib/contract/schemas/product-schemas.ts';
import { currencies, minorDigits } from '../../lib/domain/money.ts';
import { type CatalogueRow, type Column, columns, type Problem } from './catalogue-row.ts';

/** Most products of one file. */
export const maxRows = 100_000;

interface ParsedLine {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

type Cells = Readonly<Partial<Record<Column, string>>>;

type Complain = (column: Column, message: string) => undefined;

const parseLines = (text: string): readonly ParsedLine[] =>
  parse(text, {
    bom: true,
    info: true,
    trim: true,
    relax_column_count: true,
    skip_empty_lines: true,
  }) as unknown as ParsedLine[];

const headerProblems = (header: readonly string[], line: number): readonly Problem[] => [
  ...header.flatMap((column, index): Problem[] => {
    if (!(columns as readonly string[]).includes(column))
      return [{ line, column, message: `is unknown; the columns are ${columns.join(', ')}` }];
    return header.indexOf(column) < index ? [{ line, column, message: 'occurs twice' }] : [];
  }),
  ...(header.includes('sku') ? [] : [{ line, column: 'sku', message: 'is missing' }]),
];

const wholeNumberOf = (cells: Cells, column: 'stock' | 'stockShards', complain: Complain) => {
  const cell = cells[column];
  if (cell === undefined || /^\d{1,12}$/.test(cell)) return cell === undefined ? undefined : Number(cell);
  return complain(column, `${JSON.stringify(cell)} is not a whole number`);
};

/** The price in minor units, exactly: decimal text is never turned into a binary fraction. */
const priceOf = ({ price, currency }: Cells, complain: Complain) => {
  if (price === undefined && currency === undefined) return undefined;
  if (price === undefined) return complain('price', 'is needed with a currency');
  const known = currencies.find((code) => code === currency);
  if (known === undefined) return complain('currency', `must be ${currencies.join(' or ')}, with a price`);
  const digits = minorDigits[known];
  const [, major, minor = ''] = /^(\d{1,9})(?:\.(\d+))?$/.exec(price) ?? [];
  if (major === undefined || minor.length > digits)
    return complain('price', `${JSON.stringify(price)} is not an amount of ${known}, such as 19.99`);
  return { amount: Number(`${major}${minor.padEnd(digits, '0')}`), currency: known };
};

const discontinuedOf = ({ discontinued }: Cells, complain: Complain) => {
  if (discontinued === undefined) return undefined;
  if (discontinued === 'true' || discontinued === 'false') return discontinued === 'true';
  return complain('discontinued', `${JSON.stringify(discontinued)} is neither true nor false`);
};

const columnOfField = (path: readonly PropertyKey[]): Column => {
  if (path[0] === 'unitPrice') return path[1] === 'currency' ? 'currency' : 'price';
  return columns.find((column) => column === path[0]) ?? 'sku';
};

const valuesOf = (cells: Cells, complain: Complain) => {
  const values = {
    name: cells.name,
    unitPrice: priceOf(cells, complain),
    stock: wholeNumberOf(cells, 'stock', complain),
    stockShards: wholeNumberOf(cells, 'stockShards', complain),
    discontinued: discontinuedOf(cells, complain),
  };
  const checked = putProductSchema.safeParse(values);
  for (const { path, message } of checked.error?.issues ?? []) {
    const column = columnOfField(path);
    complain(column, column === 'price' ? 'is too large' : message);
  }
  return values;
};

/**
 * Reads a catalogue from the text of a CSV file (RFC 4180), whose first line names the columns.
 * @returns the rows, which are complete only without problems; problems in order of lines.
 */
export const parseCatalogue = (
  text: string,
): { readonly rows: readonly CatalogueRow[]; readonly problems: readonly Problem[] } => {
  let lines: readonly ParsedLine[];
  try {
    lines = parseLines(text);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { rows: [], problems: [{ line: Number(error['lines'] ?? 1), message: error.message }] };
  }
  const [head, ...body] = lines;
  if (head === undefined) return { rows: [], problems: [{ line: 1, message: 'the file is empty' }] };
  const header = head.record;
  const problems: Problem[] = [...headerProblems(header, head.info.lines)];
  if (body.length > maxRows)
    problems.push({
      line: head.info.lines,
      message: `the file has more than ${maxRows} products; divide it`,
    });
  if (problems.length > 0) return { rows: [], problems };

  const firstLines = new Map<string, number>();
  const rows = body.map(({ record, info: { lines: line } }): CatalogueRow => {
    const complain: Complain = (column, message) => void problems.push({ line, column, message });
    if (record.length !== header.length)
      problems.push({ line, message: `has ${record.length} cells instead of ${header.length}` });
    const cells: Cells = Object.fromEntries(
      header.flatMap((column, index) => (record[index] ? [[column, record[index]]] : [])),
    );
    const sku = cells.sku ?? '';
    const checked = skuSchema.safeParse(sku);
    for (const { message } of checked.error?.issues ?? []) complain('sku', message);
    const first = firstLines.get(sku);
    if (checked.success && first !== undefined) complain('sku', `${sku} is in line ${first}, too`);
    else firstLines.set(sku, line);
    return { line, sku, values: valuesOf(cells, complain) };
  });
  return { rows, problems };
};
