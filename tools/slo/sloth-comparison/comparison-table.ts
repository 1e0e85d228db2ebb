import type { ComparedSeries } from './compared-series.ts';
import type { Sent } from './measure-alerts.ts';

const minutesText = (seconds: number): string => {
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 6) / 10} h`;
};

/** `after 2 min, 1×`: the time from the incident to the first alert, and how often it began. */
export const sentText = ({ incidentHours }: ComparedSeries, { first, times }: Sent): string => {
  if (first === undefined) return '–';
  if (incidentHours === undefined) return `false alarm, ${times}×`;
  return `${minutesText(first - incidentHours * 3_600)}, ${times}×`;
};

/** A Markdown table with a row for each series. */
export const comparisonTable = (
  rows: readonly { readonly series: ComparedSeries; readonly sent: readonly Sent[] }[],
): string =>
  [
    '| series | page, ours | page, sloth | ticket, ours | ticket, sloth |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map(
      ({ series, sent }) =>
        `| ${[series.incident.title, ...sent.map((one) => sentText(series, one))].join(' | ')} |`,
    ),
  ].join('\n');
