import { nightEventsPerHour } from '../detection.ts';
import { countWords, durationWords, percent } from '../number-words.ts';
import { type Column, textTable } from '../text-table.ts';
import type { SloStatus, StatusReport } from './status-report.ts';

const stateOf = ({ state, firing }: SloStatus): string =>
  [state, ...firing.map((severity) => `${severity} fires`)].join(', ');

/** Down to a hundredth, so that a budget which is nearly gone is not shown as gone. */
const remaining = (ratio: number): string => percent(ratio, Math.abs(ratio) < 0.01 ? 4 : 2);

const row = (status: SloStatus, hasCorrections: boolean): readonly string[] => [
  status.id,
  `${status.target} %`,
  countWords(status.good),
  countWords(status.bad),
  countWords(status.budgetEvents),
  status.goodRatio === null ? '-' : percent(status.goodRatio, 5),
  remaining(status.budgetRemaining),
  ...(hasCorrections ? [status.corrected ? remaining(status.corrected.budgetRemaining) : '-'] : []),
  status.secondsToExhaustion === null ? '-' : durationWords(status.secondsToExhaustion),
  ...status.burnRates.map(({ burnRate }) => `${Number(burnRate.toFixed(2))} ×`),
  stateOf(status),
];

const detectionLine = (slos: readonly SloStatus[]): string =>
  `A total outage pages, at the declared traffic and at ${nightEventsPerHour} events an hour, after: ${slos
    .map(
      ({ id, pagesAfterSeconds: { declared, night } }) =>
        `${id} ${durationWords(declared)} and ${durationWords(night)}`,
    )
    .join('; ')}.`;

const right = (heading: string): Column => ({ heading, align: 'right' });

/** A report as a table, over what it was counted, and what has to be known of it. */
export const statusTable = ({ source, period, slos, notes }: StatusReport): string => {
  const [first] = slos;
  const hasCorrections = slos.some(({ corrected }) => corrected !== undefined);
  const columns: readonly Column[] = [
    { heading: 'slo' },
    right('target'),
    right('good'),
    right('bad'),
    right('allowed'),
    right('good ratio'),
    right('budget left'),
    ...(hasCorrections ? [right('corrected')] : []),
    right('lasts'),
    ...(first?.burnRates ?? []).map(({ window }) => right(`burn ${window}`)),
    { heading: 'state' },
  ];
  const table = [
    `${source}, ${period}`,
    '',
    textTable(
      columns,
      slos.map((status) => row(status, hasCorrections)),
    ),
  ];
  return [...table, '', ...(slos.length > 0 ? [detectionLine(slos)] : []), ...notes].join('\n');
};
