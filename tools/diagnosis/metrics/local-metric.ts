import { metricsNamespace, metricsNamespaceOf, serviceName } from '../../../lib/contract/service.ts';
import type { MeasuredSeries, MinuteValues } from '../../local-cloud/measurements/measurement-store.ts';
import type { MetricValue, Statistic, WantedMetric } from './wanted-metric.ts';

/** Minutes of a step. */
const step = 5;

/** Names of the local run are without service and stage. */
const localValue = (value: string): string => value.replace(new RegExp(`${serviceName}-[^-]*-`), '');

const total = (minutes: readonly MinuteValues[], field: 'sum' | 'count'): number =>
  minutes.reduce((sum, values) => sum + values[field], 0);

const readings: Readonly<Record<Statistic, (minutes: readonly MinuteValues[]) => number>> = {
  Sum: (minutes) => total(minutes, 'sum'),
  Average: (minutes) => total(minutes, 'sum') / total(minutes, 'count'),
  Maximum: (minutes) => Math.max(...minutes.map(({ max }) => max)),
  Minimum: (minutes) => Math.min(...minutes.map(({ min }) => min)),
  SampleCount: (minutes) => total(minutes, 'count'),
};

const stage = 'local';

/** Values of a metric that the local run has measured, in steps of five minutes; none of one that it has not. */
export const localMetric = (
  series: readonly MeasuredSeries[],
  { namespaceOf, name, statistic, dimensions }: WantedMetric,
): readonly MetricValue[] => {
  const asked = namespaceOf(stage);
  const namespace = asked === metricsNamespaceOf(stage) ? metricsNamespace : asked;
  const wanted = Object.entries(dimensions);
  const found = series.find(
    (one) =>
      one.namespace === namespace &&
      one.name === name &&
      Object.keys(one.dimensions).length === wanted.length &&
      wanted.every(([key, value]) => one.dimensions[key] === localValue(value)),
  );
  const steps = Map.groupBy(found?.minutes ?? [], ({ minute }) => Math.floor(minute / step) * step);
  return [...steps].map(([minute, minutes]) => ({
    at: new Date(minute * 60_000).toISOString(),
    value: readings[statistic](minutes),
  }));
};
