import type {
  CounterName,
  GaugeName,
  HistogramName,
  MetricLabels,
  MetricName,
} from '../../order-service-declaration.ts';
import type { Labels } from '../rules/rule.ts';
import { bucketsOf, selector } from '../rules/series.ts';
import type { Query } from './panel.ts';

/** A series of the job and the stages that are looked at. */
export const ofJob = (name: string, labels: Labels = {}): string =>
  selector(name, { job: '$job', ...labels }).replace(/\}$/, ',stage=~"$stage"}');

const interval = '[$__rate_interval]';

const by = (labels: readonly string[]): string => (labels.length === 0 ? '' : `by (${labels.join(', ')}) `);

type LabelOf<N extends MetricName> = keyof MetricLabels<N> & string;

/** Events per second, one line for each value of the labels. */
export const rateOf = <N extends CounterName>(name: N, ...labels: readonly LabelOf<N>[]): Query => ({
  expr: `sum ${by(labels)}(rate(${ofJob(name)}${interval}))`,
  ...(labels.length > 0 && { legend: labels.map((label) => `{{${label}}}`).join(' ') }),
});

/** Number of events, one bar for each value of the labels. */
export const countOf = <N extends CounterName>(
  name: N,
  where: Partial<MetricLabels<N>>,
  ...labels: readonly LabelOf<N>[]
): Query => ({
  expr: `sum ${by(labels)}(increase(${ofJob(name, where as Labels)}${interval}))`,
  ...(labels.length > 0 && { legend: labels.map((label) => `{{${label}}}`).join(' ') }),
});

/** A quantile of a histogram, one line for each value of the labels. */
export const quantileOf = (quantile: number, name: HistogramName, ...labels: readonly string[]): Query => ({
  expr: `histogram_quantile(${quantile}, sum by (${['le', ...labels].join(', ')}) (rate(${ofJob(bucketsOf(name))}${interval})))`,
  legend: labels.length > 0 ? labels.map((label) => `{{${label}}}`).join(' ') : `p${quantile * 100}`,
});

export const gauge = (name: GaugeName, legend: string): Query => ({ expr: `max(${ofJob(name)})`, legend });

/** Seconds since a time; nothing while it is 0. */
export const ageOf = (name: GaugeName, legend: string): Query => ({
  expr: `time() - max(${ofJob(name)} > 0)`,
  legend,
});
