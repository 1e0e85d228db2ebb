import type { RecordedDefinition } from './metric-definition.ts';
import { type Labels, recordedMetrics, seriesOf } from './metric-series.ts';
import { type CounterName, type HistogramName, type MetricLabels, metrics } from './metrics.ts';
import { serviceName } from './service.ts';
import type { SloId, SloOutcome } from './slos.ts';

/** The one dimension of every metric in CloudWatch. */
export const cloudWatchDimensions = { service: serviceName } as const;

/**
 * Name of a series in CloudWatch, such as `slo_events_total:availability:good`. The labels are in the name: as
 * dimensions two series of a metric could not share a log line, which has one value for each dimension's name.
 */
export const cloudWatchSeries = (name: string, { cloudWatch = [] }: RecordedDefinition, labels: Labels) => {
  let series = name;
  for (const label of cloudWatch) series += `:${labels[label]}`;
  return series;
};

/** Name in CloudWatch of a metric that goes there; labels that CloudWatch does not keep apart are ignored. */
export const cloudWatchName = <N extends CounterName | HistogramName>(
  name: N,
  labels: Partial<MetricLabels<N>>,
): string => cloudWatchSeries(name, metrics[name], labels as Labels);

/** Name in CloudWatch of the events that were judged good or bad against an objective. */
export const sloEventsName = (slo: SloId, outcome: SloOutcome): string =>
  cloudWatchName('slo_events_total', { slo, outcome });

/** Every custom metric that a deployment can create, by its name in CloudWatch. */
export const cloudWatchNames: readonly string[] = [
  ...new Set(
    recordedMetrics.flatMap(([name, definition]) =>
      definition.cloudWatch
        ? seriesOf(definition).map((labels) => cloudWatchSeries(name, definition, labels))
        : [],
    ),
  ),
];

/** List price of one custom metric for a month, in dollars (us-east-1, the first 10,000). */
export const customMetricDollars = 0.3;
