import type { MeasuredRead } from '../reads/compare-reads.ts';
import type { CatalogueReads } from '../reads/measure-catalogue-reads.ts';
import type { OrderReads } from '../reads/measure-order-reads.ts';
import type { ReadCost } from '../reads/read-meter.ts';
import { markdownTable } from './report-table.ts';

const calls = (cost: ReadCost): string =>
  Object.entries(cost.calls)
    .map(([operation, count]) => `${count} ${operation}`)
    .join(' + ') || '0';

const cells = (cost: ReadCost | undefined): string[] => (cost ? [calls(cost), String(cost.units)] : ['', '']);

const readsTable = (title: string, reads: readonly MeasuredRead[]): string =>
  markdownTable(
    [title, 'calls', 'read units', 'calls before', 'read units before'],
    reads.map(({ name, now, before }) => [name, ...cells(now), ...cells(before)]),
  );

/** Calls and read units of the lists of orders, now and formerly. */
export const orderReadsReport = ({ orders, reads }: OrderReads): string =>
  readsTable(`reads with ${orders} orders of one customer`, reads);

/** Calls and read units of the catalogue, now and formerly. */
export const catalogueReadsReport = ({ products, stockShards, reads }: CatalogueReads): string =>
  readsTable(`reads with ${products} products × ${stockShards} stock items`, reads);
