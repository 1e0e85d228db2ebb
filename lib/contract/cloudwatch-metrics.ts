import {
  type CustomMetric,
  cloudWatchSeries,
  isInCloudWatch,
  type MetricDefinition,
  seriesOf,
} from './metric-definition.ts';
import { type CloudWatchLabels, type CloudWatchMetricName, metrics } from './metrics.ts';
import { serviceName } from './service.ts';
import type { SloId } from './slos.ts';

const ofService = ({ name, dimensions }: CustomMetric): CustomMetric => ({
  name,
  dimensions: { service: serviceName, ...dimensions },
});

/** A series of a metric that goes to CloudWatch, with all its dimensions. */
export const customMetric = <N extends CloudWatchMetricName>(
  name: N,
  labels: CloudWatchLabels<N>,
): CustomMetric => ofService(cloudWatchSeries(name, metrics[name], labels));

/** The events that were judged against an objective, in CloudWatch: 1 for each bad one, 0 for each good one. */
export const sloBadEvents = (slo: SloId): CustomMetric =>
  customMetric('slo_events_total', { slo, outcome: 'bad' });

const everySeries = Object.entries<MetricDefinition>(metrics).flatMap(([name, definition]) =>
  seriesOf(definition)
    .filter((labels) => isInCloudWatch(definition, labels))
    .map((labels) => ofService(cloudWatchSeries(name, definition, labels))),
);

/** Every custom metric that a deployment can create. */
export const customMetrics: readonly CustomMetric[] = [
  ...new Map(everySeries.map((metric) => [JSON.stringify(metric), metric])).values(),
];

/** List price of one custom metric for a month, in dollars (us-east-1, the first 10,000). */
export const customMetricDollars = 0.3;
