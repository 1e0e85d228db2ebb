import { Duration } from 'aws-cdk-lib';
import { MathExpression, type Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { SloId } from '../../lib/contract/slos.ts';
import { metricOf } from './metric-of.ts';

/** Numbers of judged events over some minutes, of one metric. */
interface SloEvents {
  readonly bad: Metric;
  readonly all: Metric;
  /** Bad events as a part of all; no data without an event. */
  readonly badShare: Metric;
}

/** Events that were judged, over `minutes`: the metric has a value for each, 1 for a bad one and 0 for a good one. */
export const sloEvents = (id: SloId, minutes: number): SloEvents => {
  const events = metricOf(
    'slo_events_total',
    { slo: id, outcome: 'bad' },
    { period: Duration.minutes(minutes) },
  );
  return {
    bad: events,
    all: events.with({ statistic: 'SampleCount' }),
    badShare: events.with({ statistic: 'Average' }),
  };
};

/** Math over the share of bad events in windows of `minutes`; `suffix` keeps several apart in one graph. */
export const shareMath = (
  id: SloId,
  minutes: number,
  expression: (share: string) => string,
  { label, suffix = '' }: { readonly label: string; readonly suffix?: string },
): MathExpression =>
  new MathExpression({
    expression: expression(`share${suffix}`),
    usingMetrics: { [`share${suffix}`]: sloEvents(id, minutes).badShare },
    period: Duration.minutes(minutes),
    label,
  });

/** Good events in percent. */
export const percentGood = (id: SloId, minutes: number, label: string): MathExpression =>
  shareMath(id, minutes, (share) => `100 * (1 - ${share})`, { label });

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
