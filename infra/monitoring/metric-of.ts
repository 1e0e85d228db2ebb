import { type App, Duration, Lazy } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { cloudWatchDimensions, cloudWatchName } from '../../lib/contract/cloudwatch-metrics.ts';
import type { MetricLabels, metrics } from '../../lib/contract/metrics.ts';
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

type Catalogue = typeof metrics;

/** Metrics that functions emit to CloudWatch. Others exist in `/metrics` only. */
export type CloudWatchMetricName = {
  [N in keyof Catalogue]: Catalogue[N] extends { readonly cloudWatch: readonly string[] } ? N : never;
}[keyof Catalogue];

type Kept<N extends CloudWatchMetricName> = Catalogue[N]['cloudWatch'][number] & keyof MetricLabels<N>;

/** The labels of a metric that CloudWatch keeps apart. */
export type CloudWatchLabels<N extends CloudWatchMetricName> = [Kept<N>] extends [never]
  ? Readonly<Record<string, never>>
  : Pick<MetricLabels<N>, Kept<N>>;

/** Known only where a metric is used: an alarm or dashboard belongs to an app, and that to one stage. */
const namespaceOfStage = Lazy.uncachedString({
  produce: ({ scope }) => metricsNamespaceOf(stageOf(scope.node.root as App).name),
});

/** A metric of the catalogue, by the name and the dimension that functions emit it under. */
export const metricOf = <N extends CloudWatchMetricName>(
  name: N,
  labels: CloudWatchLabels<N>,
  { statistic = 'Sum', period = Duration.minutes(5), label }: Reading = {},
): Metric =>
  new Metric({
    namespace: namespaceOfStage,
    metricName: cloudWatchName(name, labels as Partial<MetricLabels<N>>),
    dimensionsMap: cloudWatchDimensions,
    statistic,
    period,
    ...(label !== undefined && { label }),
  });
