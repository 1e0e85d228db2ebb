import type { HistogramName, MetricLabels, MetricName } from '../order-service-declaration.ts';
import type { Labels } from './rules/rule.ts';
import { selector } from './rules/series.ts';

/** Series of the metric catalogue: a name or a label value that is not there does not compile. */
export const series = <N extends MetricName>(name: N, labels: Partial<MetricLabels<N>> = {}): string =>
  Object.keys(labels).length === 0 ? name : selector(name, labels as Labels);

/** The buckets of a histogram of the catalogue. */
export const bucketsOf = (name: HistogramName): string => `${name}_bucket`;
