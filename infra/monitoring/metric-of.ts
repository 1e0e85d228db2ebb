import { type App, Duration, Lazy } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { RequestMetric } from '../../lib/contract/access-log.ts';
import { customMetric } from '../../lib/contract/cloudwatch-metrics.ts';
import type { CloudWatchLabels, CloudWatchMetricName } from '../../lib/contract/metrics.ts';
import { metricsNamespaceOf } from '../../lib/contract/service.ts';
import { stageOf } from '../stage.ts';

/** How a metric is read. */
export interface Reading {
  /** @default 'Sum' */
  readonly statistic?: string;
  /** @default 5 minutes */
  readonly period?: Duration;
  readonly label?: string;
}

/** Known only where a metric is used: an alarm or dashboard belongs to an app, and that to one stage. */
const namespaceOfStage = Lazy.uncachedString({
  produce: ({ scope }) => metricsNamespaceOf(stageOf(scope.node.root as App).name),
});

/** Requests that CloudWatch counts from the access log of the gateway. */
export const requestsOf = (
  metricName: RequestMetric,
  { period = Duration.minutes(5) }: Pick<Reading, 'period'> = {},
): Metric => new Metric({ namespace: namespaceOfStage, metricName, statistic: 'Sum', period });

/**
 * A series of the catalogue, by the name and the dimensions that functions emit it under. CloudWatch does not add
 * up over dimensions: who wants all series has to name each.
 */
export const metricOf = <N extends CloudWatchMetricName>(
  name: N,
  labels: CloudWatchLabels<N>,
  { statistic = 'Sum', period = Duration.minutes(5), label }: Reading = {},
): Metric => {
  const { name: metricName, dimensions } = customMetric(name, labels);
  return new Metric({
    namespace: namespaceOfStage,
    metricName,
    dimensionsMap: dimensions,
    statistic,
    period,
    ...(label !== undefined && { label }),
  });
};
