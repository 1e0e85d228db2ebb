import { plainText } from '../../../infra/monitoring/limits/plain-text.ts';
import { countedRequests } from '../../../lib/contract/access-log.ts';
import { metricsNamespace, metricsNamespaceOf, serviceName } from '../../../lib/contract/service.ts';
import type { MeasuredSeries } from '../../local-cloud/measurements/measurement-store.ts';
import type { Published } from './alarm-evaluator.ts';

/** A metric as an alarm names it. */
export interface NamedMetric {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions?: unknown;
}

type Dimension = readonly [name: string, value: string];

/** The stage whose alarms are evaluated. */
const stage = 'dev';

/** Names of functions and queues are without service and stage in the local run, and there is one API. */
const localValue = (value: string): string => value.replace(`${serviceName}-${stage}-`, '');

const dimensionsOf = ({ Dimensions }: NamedMetric): readonly Dimension[] =>
  (Array.isArray(Dimensions) ? Dimensions : [])
    .map(({ Name, Value }): Dimension => [Name, localValue(plainText(Value))])
    .filter(([name]) => name !== 'ApiId');

const keyOf = (namespace: string, name: string, dimensions: readonly Dimension[]): string =>
  JSON.stringify([namespace, name, dimensions.toSorted(([one], [other]) => (one < other ? -1 : 1))]);

const namespaceOf = ({ Namespace }: NamedMetric): string =>
  Namespace === metricsNamespaceOf(stage) ? metricsNamespace : Namespace;

/** Metrics of AWS that the local run measures, with their namespaces. */
const platformMetrics = new RegExp(
  `^AWS/(?:${[
    'ApiGateway (?:Count|4xx|5xx)',
    'Lambda (?:Invocations|Errors|Throttles|IteratorAge)',
    'SQS ApproximateNumberOfMessagesVisible',
    'Logs EMF(?:Parsing|Validation)Errors',
  ].join('|')})$`,
);

/** Failures that cannot happen in the local run, by the metrics that count them, with their dimensions. */
const impossible: readonly (readonly [metric: RegExp, reason: string])[] = [
  [/^AWS\/Lambda DestinationDeliveryFailures /, 'the local failure bucket takes every batch'],
  [/^AWS\/Logs Delivery(?:Errors|Throttling) /, 'the local run hands log lines over in memory'],
  [/ code_cache_rejected /, 'the local run starts functions without compiled code'],
];

/** Why the local run has no values of a metric. */
export interface MetricGap {
  readonly reason: string;
  /** Whether the metric would always be 0. */
  readonly isZero: boolean;
}

/** The gap of a metric; `undefined` for one that the local run measures: those that functions print, and some of AWS. */
export const gapOf = (metric: NamedMetric): MetricGap | undefined => {
  const name = `${metric.Namespace} ${metric.MetricName}`;
  const dimensions = dimensionsOf(metric);
  const described = `${name} ${dimensions.map((dimension) => dimension.join('=')).join(' ')}`;
  const [, reason] = impossible.find(([pattern]) => pattern.test(described)) ?? [];
  if (reason !== undefined) return { reason, isZero: true };
  const isKnown =
    namespaceOf(metric) === metricsNamespace
      ? // CloudWatch makes metrics without dimensions of log lines, by filters.
        dimensions.length > 0 || metric.MetricName in countedRequests
      : platformMetrics.test(name);
  return isKnown ? undefined : { reason: `no metric ${name}`, isZero: false };
};

/** The minute since 1970 in which the measurements begin; `undefined` without one. */
export const firstMinute = (series: readonly MeasuredSeries[]): number | undefined => {
  const firsts = series.flatMap(({ minutes: [first] }) => (first ? [first.minute] : []));
  return firsts.length === 0 ? undefined : Math.min(...firsts);
};

/**
 * Values that the local run has measured of the metrics that alarms name, by the minute.
 * @param first the minute since 1970 that is minute 0.
 */
export const publishedLocally = (series: readonly MeasuredSeries[], first: number): Published => {
  const known = new Map(
    series.map(({ namespace, name, dimensions, minutes }) => [
      keyOf(namespace, name, Object.entries(dimensions)),
      new Map(minutes.map((values) => [values.minute - first, values])),
    ]),
  );
  return (metric, statistic) => {
    const minutes = known.get(keyOf(namespaceOf(metric), metric.MetricName, dimensionsOf(metric)));
    return (minute) => {
      const values = minutes?.get(minute);
      if (!values) return undefined;
      if (statistic === 'Maximum') return values.max;
      if (statistic === 'Minimum') return values.min;
      return statistic === 'SampleCount' ? values.count : values.sum;
    };
  };
};
