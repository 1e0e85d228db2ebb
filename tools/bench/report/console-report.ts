import type { ConsoleResults, OrderCost } from '../console/measure-console.ts';
import { markdownTable, medianOf, ratioOf } from './report-table.ts';

/** Processor time per order of a local run with a view of its console open, and of one without at the same time. */
export const consoleReport = ({ ordersPerSecond, runs }: ConsoleResults): string => {
  const figure = (costs: readonly OrderCost[], name: keyof OrderCost) =>
    costs.map(({ [name]: value }) => value);
  return markdownTable(
    [
      `view, at ${ordersPerSecond} orders a second`,
      'closed: ms per order',
      'open: ms per order',
      'ratio',
      'main thread closed: ms',
      'open: ms',
    ],
    runs.map(({ view, closed, open }) => [
      view,
      medianOf(figure(closed, 'cpuMs'), 1),
      medianOf(figure(open, 'cpuMs'), 1),
      ratioOf(figure(open, 'cpuMs'), figure(closed, 'cpuMs')),
      medianOf(figure(closed, 'mainThreadMs'), 1),
      medianOf(figure(open, 'mainThreadMs'), 1),
    ]),
  );
};
