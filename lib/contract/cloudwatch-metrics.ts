import {
  type CustomMetric,
  cloudWatchSeries,
  isInCloudWatch,
  type MetricDefinition,
  seriesOf,
} from './metric-definition.ts';
import { type CloudWatchMetricName, type MetricLabels, metrics } from './metrics.ts';
import { serviceName } from './service.ts';
import type { SloId, SloOutcome } from './slos.ts';

const ofService = ({ name, dimensions }: CustomMetric): CustomMetric => ({
  name,
  dimensions: { service: serviceName, ...dimensions },
});

/** A series of a metric that goes to CloudWatch, with all its dimensions. */
export const customMetric = <N extends CloudWatchMetricName>(
  name: N,
  labels: MetricLabels<N>,
): CustomMetric => ofService(cloudWatchSeries(name, metrics[name], labels));

/** Name in CloudWatch of the events that were judged good or bad against an objective. */
export const sloEventsName = (slo: SloId, outcome: SloOutcome): string =>
  customMetric('slo_events_total', { slo, outcome }).name;

/** Every custom metric that a deployment can create. */
export const customMetrics: readonly CustomMetric[] = Object.entries<MetricDefinition>(metrics).flatMap(
  ([name, definition]) =>
    seriesOf(definition)
      .filter((labels) => isInCloudWatch(definition, labels))
      .map((labels) => ofService(cloudWatchSeries(name, definition, labels))),
);

/** List price of one custom metric for a month, in dollars (us-east-1, the first 10,000). */
export const customMetricDollars = 0.3;
