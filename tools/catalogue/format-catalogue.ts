import type { Product } from '../../client/src/order-service-client.ts';
import { minorDigits } from '../../lib/domain/money.ts';
import { type Column, columns } from './catalogue-row.ts';

const quoted = (cell: string): string =>
  /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

const lineOf = (cells: Readonly<Partial<Record<Column, string>>>, shown: readonly Column[]): string =>
  shown.map((column) => quoted(cells[column] ?? '')).join(',');

/** An amount in minor units as decimal text, exactly; without a point in a currency without minor units. */
export const decimalOf = (amount: number, digits: number): string => {
  const text = String(amount).padStart(digits + 1, '0');
  const point = text.length - digits;
  return digits === 0 ? text : `${text.slice(0, point)}.${text.slice(point)}`;
};

/** Columns that the API shows. */
const shownColumns = columns.filter((column) => column !== 'stockShards');

/** The first line of a catalogue file. */
export const catalogueHeader = shownColumns.join(',');

/** A product as a line of a catalogue file. */
export const catalogueLine = ({ sku, name, unitPrice, available, discontinued }: Product): string => {
  const price = decimalOf(unitPrice.amount, minorDigits[unitPrice.currency]);
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
