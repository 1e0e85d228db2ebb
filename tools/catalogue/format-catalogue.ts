import type { Product } from '../../client/src/order-service-client.ts';
import { minorDigits } from '../../lib/domain/money.ts';
import { type Column, columns } from './catalogue-row.ts';

const quoted = (cell: string): string =>
  /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

const lineOf = (cells: Readonly<Partial<Record<Column, string>>>, shown: readonly Column[]): string =>
  shown.map((column) => quoted(cells[column] ?? '')).join(',');

/** Columns that the API shows. */
const shownColumns = columns.filter((column) => column !== 'stockShards');

/** The first line of a catalogue file. */
export const catalogueHeader = shownColumns.join(',');

/** A product as a line of a catalogue file. */
export const catalogueLine = ({ sku, name, unitPrice, available, discontinued }: Product): string => {
  const digits = minorDigits[unitPrice.currency];
  const amount = String(unitPrice.amount).padStart(digits + 1, '0');
  const price = `${amount.slice(0, -digits)}.${amount.slice(-digits)}`;
  const cells = {
    sku,
    name,
    price,
    currency: unitPrice.currency,
    stock: String(available),
    discontinued: String(discontinued ?? false),
  };
  return lineOf(cells, shownColumns);
};
