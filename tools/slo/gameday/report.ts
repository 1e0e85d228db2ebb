import type { EventCounts } from '../../../lib/slo/budget.ts';
import type { TallyComparison } from './client-tally.ts';
import type { Comparison } from './comparison.ts';
import type { PlayedIncident, Rehearsal } from './rehearsal.ts';
import { rehearsalTiming, scheduleSeconds, scrapeSeconds } from './rehearsal-timing.ts';

const tableRow = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const seconds = (value: number | undefined, missing: string): string =>
  value === undefined ? missing : `${value.toFixed(1)} s`;

const difference = (predicted: number | undefined, observed: number | undefined): string =>
  predicted === undefined || observed === undefined ? '' : `${(observed - predicted).toFixed(1)} s`;

/** Time from the start of the latest incident to an alert. */
const detectionTime = (incidents: readonly PlayedIncident[], at = Number.NaN): string =>
  difference(incidents.findLast(({ beganAt }) => beganAt <= at)?.beganAt, at);

const comparisonRow = (
  { alert, predicted, observed, agrees }: Comparison,
  incidents: readonly PlayedIncident[],
): string =>
  tableRow([
    `\`${alert}\``,
    seconds(predicted?.firesAt, 'never'),
    seconds(observed?.firesAt, 'never'),
    detectionTime(incidents, observed?.firesAt),
    difference(predicted?.firesAt, observed?.firesAt),
    seconds(predicted?.clearsAt, predicted ? 'not yet' : ''),
    seconds(observed?.clearsAt, observed ? 'not yet' : ''),
    difference(predicted?.clearsAt, observed?.clearsAt),
    agrees ? 'yes' : '**no**',
  ]);

const counts = ({ good, bad }: EventCounts): string => `${good} good, ${bad} bad`;

const tallyRow = ({ slo, felt, unseen, counted, agrees }: TallyComparison): string =>
  tableRow([slo, counts(felt), counts(unseen), counts(counted), agrees ? 'yes' : '**no**']);

/** The game day on a page. @param chart file name of the chart beside it. */
export const gameDayReport = (
  { incidents, comparisons, tallies, record, lagSeconds, toleranceSeconds, seconds: length }: Rehearsal,
  chart: string,
): string => {
  const agreed = comparisons.filter(({ agrees }) => agrees).length;
  const { timeScale } = rehearsalTiming;
  return [
    '<!-- Written by `npm run gameday`. -->',
    '# Game day',
    '',
    `The local run under load, scraped by a real Prometheus every ${scrapeSeconds} s. The rules are those of`,
    `\`monitoring/prometheus/slo-rules.yml\` with all windows divided by ${timeScale}: an hour lasts a minute. The simulator`,
    '(`tools/slo/alert-simulator/`) predicts the alerts from the answers that the customers got and the times of scrapes and evaluations.',
    `It uses one figure of the service: an event is counted ${lagSeconds.toFixed(2)} s after it happened. A sweep judges an`,
    `event that missed its deadline; sweeps are ${scheduleSeconds} s apart here, and their times are recorded.`,
    '',
    `Predicted and observed times must agree within the evaluation interval, ${toleranceSeconds} s.`,
    '',
    `**${agreed} of ${comparisons.length} agree.**`,
    '',
    `![Burn rates over time](${chart})`,
    '',
    '| incident | from | to | burns |',
    '| --- | --- | --- | --- |',
    ...incidents.map(({ title, beganAt, endedAt, slos }) =>
      tableRow([title, seconds(beganAt, ''), seconds(endedAt, ''), slos.join(', ')]),
    ),
    '',
    'The customers count by the answers that they got and the outcomes of their payments. A request of which they saw no answer can be',
    'counted all the same: its environment ended after its line, or its customer gave up. Customers measure the time of an order from outside, so that they find at least as many late.',
    '',
    '| objective | customers | counted unseen | service | agrees |',
    '| --- | --- | --- | --- | --- |',
    ...tallies.map(tallyRow),
    '',
    '| alert | predicted start | start | detection | difference | predicted end | end | difference | agrees |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...comparisons.map((comparison) => comparisonRow(comparison, incidents)),
    '',
    `Times are seconds since the start of the game day, detection since the start of the incident. Duration: ${Math.round(length)} s. The customers got ` +
      `${record.count('availability', 'good')} answers without and ${record.count('availability', 'bad')} with a failure of the service.`,
    '',
  ].join('\n');
};
