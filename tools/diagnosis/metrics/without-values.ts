import { customMetrics } from '../../../lib/contract/cloudwatch-metrics.ts';
import type { WantedMetric } from './wanted-metric.ts';

const textOf = ({ service: _, ...dimensions }: Readonly<Record<string, string>>): string =>
  Object.entries(dimensions)
    .map((dimension) => dimension.join('='))
    .sort()
    .join(' ');

/** Why a metric may have no values: time, name or dimensions. */
export const withoutValues = ({ namespaceOf, name, dimensions }: WantedMetric): string => {
  if (namespaceOf('').startsWith('AWS/')) return 'The metric has no values in this time.';
  const series = customMetrics.filter((metric) => metric.name === name);
  const [first] = series;
  if (first === undefined) return `Functions emit no metric ${name}: docs/metrics.md lists them all.`;
  if (series.some((metric) => textOf(metric.dimensions) === textOf(dimensions)))
    return 'The metric has no values in this time.';
  return `${name} has other dimensions, for example: ${name} ${textOf(first.dimensions)}`.trimEnd();
};
