import type { ConsoleResults } from '../console/measure-console.ts';
import { markdownTable, medianOf, ratioOf } from './report-table.ts';

/** Processor time of the local run per order, with a view of the console open and without. */
export const consoleReport = ({ ordersPerSecond, runs }: ConsoleResults): string =>
  markdownTable(
    [`view, at ${ordersPerSecond} orders a second`, 'closed: ms per order', 'open: ms per order', 'ratio'],
    runs.map(({ view, closed, open }) => [
      view,
      medianOf(closed, 1),
      medianOf(open, 1),
      ratioOf(open, closed),
    ]),
  );
