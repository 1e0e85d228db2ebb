import { Duration } from 'aws-cdk-lib';
import { MathExpression, type Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { SloId } from '../../lib/contract/slos.ts';
import { metricOf } from './metric-of.ts';

/** Events that were judged good and bad, each as a sum over `minutes`. */
export const sloEvents = (id: SloId, minutes: number): { readonly good: Metric; readonly bad: Metric } => {
  const period = Duration.minutes(minutes);
  return {
    good: metricOf('slo_events_total', { slo: id, outcome: 'good' }, { period, label: 'good' }),
    bad: metricOf('slo_events_total', { slo: id, outcome: 'bad' }, { period, label: 'bad' }),
  };
};

/** Math over the good and the bad events of windows of `minutes`; `suffix` keeps several apart in one graph. */
export const sloMath = (
  id: SloId,
  minutes: number,
  expression: (good: string, bad: string) => string,
  { label, suffix = '' }: { readonly label: string; readonly suffix?: string },
): MathExpression => {
  const { good, bad } = sloEvents(id, minutes);
  return new MathExpression({
    expression: expression(`good${suffix}`, `bad${suffix}`),
    usingMetrics: { [`good${suffix}`]: good, [`bad${suffix}`]: bad },
    period: Duration.minutes(minutes),
    label,
  });
};

/** Part of an objective's budget that is left, as the job measures it each hour, by the rule that Prometheus has, too. */
export const budgetLeft = (id: SloId): Metric =>
  metricOf('slo_budget_remaining_ratio', { slo: id }, { statistic: 'Minimum', period: Duration.hours(1) });

/** The same in percent. */
export const percentLeft = (id: SloId, label: string): MathExpression => {
  const name = `left_${id.replaceAll('-', '_')}`;
  return new MathExpression({
    expression: `100 * ${name}`,
    usingMetrics: { [name]: budgetLeft(id) },
    period: Duration.hours(1),
    label,
  });
};
