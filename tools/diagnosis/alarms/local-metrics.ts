import { plainText } from '../../../infra/monitoring/limits/plain-text.ts';
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

const platformMetrics: Readonly<Record<string, RegExp>> = {
  'AWS/ApiGateway': /^(?:Count|4xx|5xx)$/,
  'AWS/Lambda': /^(?:Invocations|Errors|Throttles)$/,
  'AWS/SQS': /^ApproximateNumberOfMessagesVisible$/,
};

/** Whether the local run measures a metric: those that functions print, and some of the platform. */
export const isMeasured = (metric: NamedMetric): boolean =>
  namespaceOf(metric) === metricsNamespace
    ? // CloudWatch makes metrics without dimensions of log lines, by filters.
      dimensionsOf(metric).length > 0
    : platformMetrics[metric.Namespace]?.test(metric.MetricName) === true;

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
      if (statistic === 'SampleCount') return values.count;
      return statistic === 'Average' ? values.sum / values.count : values.sum;
    };
  };
};
