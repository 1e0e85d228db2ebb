import type { Outcome } from '../../../../lib/slo/budget.ts';
import { windowText } from '../../../../lib/slo/durations.ts';
import type { Objective } from '../../../../lib/slo/objective.ts';
import {
  type HistogramName,
  type MetricLabels,
  type MetricName,
  orderService,
} from '../../order-service-declaration.ts';
import type { Labels } from './rule.ts';

export const eventsMetric = orderService.series.events;

/** A selector of series: `name{label="value"}`. */
export const selector = (name: string, labels: Labels): string =>
  `${name}{${Object.entries(labels)
    .map(([label, value]) => `${label}=${JSON.stringify(value)}`)
    .join(',')}}`;

/** The labels by which sloth and its dashboards know an objective. */
export const sloLabels = ({ id }: Pick<Objective, 'id'>): Labels => ({
  sloth_id: `${orderService.name}-${id}`,
  sloth_service: orderService.name,
  sloth_slo: id,
});

/** Judged events of an objective. */
export const events = ({ id }: Pick<Objective, 'id'>, outcome?: Outcome): string =>
  selector(eventsMetric, { slo: id, ...(outcome && { outcome }) });

/** Ratio of bad events in a window. Its name is sloth's. */
export const errorRatioSeries = (minutes: number): string => `slo:sli_error:ratio_rate${windowText(minutes)}`;

/** Number of bad events in a window. */
export const badEventsSeries = (minutes: number): string => `slo:bad_events:increase${windowText(minutes)}`;

/** Ratio of bad events in the long window of a pair, only while the pair is over its threshold. */
export const burningSeries = 'slo:burning:ratio';

export const historySeries = 'slo:period_history:seconds';
export const budgetEventsSeries = 'slo:period_error_budget:events';
export const currentBurnRateSeries = 'slo:current_burn_rate:ratio';
export const periodBurnRateSeries = 'slo:period_burn_rate:ratio';
export const remainingBudgetSeries = 'slo:period_error_budget_remaining:ratio';

export const minutesOfPeriod = ({ windowDays }: Pick<Objective, 'windowDays'>): number => windowDays * 1_440;

/** Series of the metric catalogue: a name or a label value that is not there does not compile. */
export const series = <N extends MetricName>(name: N, labels: Partial<MetricLabels<N>> = {}): string =>
  Object.keys(labels).length === 0 ? name : selector(name, labels as Labels);

/** The buckets of a histogram of the catalogue. */
export const bucketsOf = (name: HistogramName): string => `${name}_bucket`;
