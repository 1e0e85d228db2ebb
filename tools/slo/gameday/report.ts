import type { Comparison } from './comparison.ts';
import type { PlayedIncident, Rehearsal } from './rehearsal.ts';
import { rehearsalTiming, scheduleSeconds, scrapeSeconds } from './rehearsal-timing.ts';

const tableRow = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const seconds = (value: number | undefined, missing: string): string =>
  value === undefined ? missing : `${value.toFixed(1)} s`;

const difference = (predicted: number | undefined, observed: number | undefined): string =>
  predicted === undefined || observed === undefined ? '' : `${(observed - predicted).toFixed(1)} s`;

/** How long after the beginning of the incident before it something was seen. */
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

/** The game day on a page. @param chart file name of the chart beside it. */
export const gameDayReport = (
  { incidents, comparisons, record, lagSeconds, toleranceSeconds, seconds: length }: Rehearsal,
  chart: string,
): string => {
  const agreed = comparisons.filter(({ agrees }) => agrees).length;
  const { timeScale } = rehearsalTiming;
  return [
    '<!-- Written by `npm run gameday`. -->',
    '# Game day',
    '',
    `The local run under load, scraped by a real Prometheus every ${scrapeSeconds} s. Its rules are those of`,
    `\`monitoring/prometheus/slo-rules.yml\` with all windows divided by ${timeScale}: an hour is a minute. What alerts had to do is`,
    'what the simulator in `lib/slo/` says of the events that the customers saw, given when Prometheus scraped and evaluated.',
    `Of the service’s own figures one has a part in it: an event is counted ${lagSeconds.toFixed(2)} s after it came about. An event that`,
    `is late is judged by the first sweep after its deadline; sweeps are ${scheduleSeconds} s apart here, and their times are known, too.`,
    '',
    `Predicted and observed times have to agree within the evaluation interval, ${toleranceSeconds} s.`,
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
    '| alert | had to fire | fired | after | later by | had to clear | cleared | later by | agrees |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...comparisons.map((comparison) => comparisonRow(comparison, incidents)),
    '',
    `Seconds are counted from the beginning, those under “after” from the beginning of the incident; it took ${Math.round(length)} s. Seen by the customers: ` +
      `${record.count('availability', 'good')} answers without and ${record.count('availability', 'bad')} with a failure of the service.`,
    '',
  ].join('\n');
};
