import type { ConsoleResults, OrderCost } from '../console/measure-console.ts';
import { spread } from '../statistics.ts';
import { markdownTable, medianOf, ratioOf } from './report-table.ts';

type Costs = Pick<ConsoleResults['runs'][number], 'closed' | 'open'>;

const figure = (costs: readonly OrderCost[], name: keyof OrderCost): readonly number[] =>
  costs.map(({ [name]: value }) => value);

/** Differences in the main thread, as shares of the whole cost of an order. */
const addedShare = ({ closed, open }: Costs): string => {
  const shares = open.map(({ mainThreadMs }, round) => {
    const { mainThreadMs: before, cpuMs } = closed[round] ?? { mainThreadMs: Number.NaN, cpuMs: 1 };
    return (100 * (mainThreadMs - before)) / cpuMs;
  });
  const { median, lowerQuartile, upperQuartile } = spread(shares);
  return `${median.toFixed(1)} (${lowerQuartile.toFixed(1)} to ${upperQuartile.toFixed(1)})`;
};

const row = (title: string, { closed, open }: Costs): readonly string[] => [
  title,
  medianOf(figure(closed, 'cpuMs'), 1),
  medianOf(figure(open, 'cpuMs'), 1),
  ratioOf(figure(open, 'cpuMs'), figure(closed, 'cpuMs')),
  addedShare({ closed, open }),
];

/** Processor time per order of a local run with a view of its console open, and of one without at the same time. */
export const consoleReport = ({ ordersPerSecond, runs }: ConsoleResults): string =>
  markdownTable(
    [
      `view, at ${ordersPerSecond} orders a second`,
      'closed: ms per order',
      'open: ms per order',
      'ratio',
      'added in the main thread: % of an order',
    ],
    [
      ...runs.map((run) => row(run.view, run)),
      row('all rounds of all views', {
        closed: runs.flatMap(({ closed }) => closed),
        open: runs.flatMap(({ open }) => open),
      }),
    ],
  );
