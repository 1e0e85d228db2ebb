import { tableRow } from '../table-row.ts';
import type { Comparison } from './comparison.ts';
import type { Rehearsal } from './rehearsal.ts';
import {
  purchasesPerSecond,
  rehearsalTiming,
  scheduleSeconds,
  scrapeSeconds,
  toleranceWith,
} from './rehearsal-timing.ts';

const seconds = (value: number | undefined, missing: string): string =>
  value === undefined ? missing : `${value.toFixed(1)} s`;

const difference = (predicted: number | undefined, observed: number | undefined): string =>
  predicted === undefined || observed === undefined ? '' : `${(observed - predicted).toFixed(1)} s`;

const comparisonRow = ({ alert, predicted, observed, agrees }: Comparison): string =>
  tableRow([
    `\`${alert}\``,
    seconds(predicted?.firesAt, 'never'),
    seconds(observed?.firesAt, 'never'),
    difference(predicted?.firesAt, observed?.firesAt),
    seconds(predicted?.clearsAt, predicted ? 'not yet' : ''),
    seconds(observed?.clearsAt, observed ? 'not yet' : ''),
    difference(predicted?.clearsAt, observed?.clearsAt),
    agrees ? 'yes' : '**no**',
  ]);

/** The game day on a page. @param chart file name of the chart beside it. */
export const gameDayReport = (
  { incidents, comparisons, record, lagSeconds, seconds: length }: Rehearsal,
  chart: string,
): string => {
  const agreed = comparisons.filter(({ agrees }) => agrees).length;
  const { timeScale, evaluationSeconds } = rehearsalTiming;
  const tolerance = toleranceWith(lagSeconds);
  return [
    '<!-- Written by `npm run gameday`. -->',
    '# Game day',
    '',
    `The local run under load, scraped by a real Prometheus every ${scrapeSeconds} s. Its rules are those of`,
    `\`monitoring/prometheus/slo-rules.yml\` with all windows divided by ${timeScale}: an hour is a minute. What alerts had to do is`,
    'what the simulator in `lib/slo/` says of the events that the customers saw; the service’s own figures have no part in it.',
    `They have to agree within ${tolerance('').toFixed(2)} s: a scrape (${scrapeSeconds} s), an evaluation (${evaluationSeconds} s), the event`,
    `on its way (${1 / purchasesPerSecond} s), and the time from log line to counter (${lagSeconds.toFixed(2)} s, but for one in a hundred).`,
    `For events that are late it is ${scheduleSeconds} s more: the sweeper judges them, and runs so often.`,
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
    '| alert | had to fire | fired | later by | had to clear | cleared | later by | agrees |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...comparisons.map(comparisonRow),
    '',
    `Seconds are counted from the beginning; it took ${Math.round(length)} s. Seen by the customers: ` +
      `${record.count('availability', 'good')} answers without and ${record.count('availability', 'bad')} with a failure of the service.`,
    '',
  ].join('\n');
};
