import { metricMath } from './metric-math.ts';
import { aggregated, type ByMinute, type MinuteStatistic } from './minute-series.ts';

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

interface MetricStat {
  readonly Metric: { readonly Namespace: string; readonly MetricName: string; readonly Dimensions?: unknown };
  readonly Period: number;
  readonly Stat: string;
}

interface Query {
  readonly Id: string;
  readonly Expression?: string;
  readonly MetricStat?: MetricStat;
}

/** An alarm's properties in a template. */
export interface AlarmTemplate {
  readonly AlarmName: string;
  readonly ComparisonOperator: string;
  readonly Threshold: number;
  readonly EvaluationPeriods: number;
  /** All evaluation periods, unless it says fewer. */
  readonly DatapointsToAlarm?: number;
  readonly TreatMissingData: string;
  readonly Metrics?: readonly Query[];
  readonly Namespace?: string;
  readonly MetricName?: string;
  readonly Dimensions?: unknown;
  readonly Period?: number;
  readonly Statistic?: string;
}

/** Values published of a metric, by the minute: those that every statistic is made of. */
export type Published = (metric: MetricStat['Metric'], statistic: MinuteStatistic) => ByMinute;

const compare: Readonly<Record<string, (value: number, threshold: number) => boolean>> = {
  GreaterThanThreshold: (value, threshold) => value > threshold,
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
};

const day = 24 * 60;

/** How many periods CloudWatch looks at beyond those that it needs, in search of data. */
const spare = 2;

const statsOf = ({
  Metrics,
  Namespace = '',
  MetricName = '',
  Dimensions,
  Period = 0,
  Statistic = '',
}: AlarmTemplate) =>
  Metrics?.flatMap(({ Id, MetricStat }) => (MetricStat ? [{ id: Id, ...MetricStat }] : [])) ?? [
    { id: 'm', Metric: { Namespace, MetricName, Dimensions }, Period, Stat: Statistic },
  ];

/** The value of what an alarm watches, over the period that ends with a minute. */
const watched = (alarm: AlarmTemplate, published: Published, minutes: number) => {
  const stats = statsOf(alarm);
  const expression = alarm.Metrics?.find(({ Expression }) => Expression !== undefined)?.Expression;
  const math = metricMath(expression ?? stats[0]?.id ?? '');
  const period = (stats[0]?.Period ?? 0) / 60;
  const operands = stats.map(({ id, Metric, Stat }) => ({
    id,
    over: aggregated((statistic) => published(Metric, statistic), Stat, minutes),
  }));
  const calculate = (end: number) =>
    math(new Map(operands.map(({ id, over }) => [id, over(end - period, end)])));
  const known = new Map<number, number | undefined>();
  const valueAt = (end: number) => {
    if (!known.has(end)) known.set(end, end > 0 ? calculate(end) : undefined);
    return known.get(end);
  };
  return { period, valueAt };
};

/**
 * The state of an alarm after every minute of a story, as CloudWatch documents it: evaluated each minute over
 * windows that slide, each hour if it looks back over more than a day; older datapoints stand in for missing ones.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export const alarmStates = (alarm: AlarmTemplate, published: Published, minutes: number): AlarmState[] => {
  const { period, valueAt } = watched(alarm, published, minutes);
  const breaches = compare[alarm.ComparisonOperator];
  if (breaches === undefined) throw new Error(`unknown comparison ${alarm.ComparisonOperator}`);
  const { EvaluationPeriods: needed, DatapointsToAlarm: toAlarm = needed, Threshold } = alarm;
  const { TreatMissingData: whenMissing } = alarm;
  const step = period * needed > day ? 60 : 1;

  const evaluate = (end: number, before: AlarmState): AlarmState => {
    const found = Array.from({ length: needed + spare }, (_, back) => valueAt(end - back * period));
    const present = found.filter((value) => value !== undefined);
    const used = present.length >= needed ? present.slice(0, needed) : found.slice(0, needed);
    const known = used.filter((value) => value !== undefined);
    if (known.length === 0 && whenMissing === 'ignore') return before;
    if (known.length === 0 && whenMissing === 'missing') return 'INSUFFICIENT_DATA';
    const missing = whenMissing === 'breaching' ? used.length - known.length : 0;
    const breaching = known.filter((value) => breaches(value, Threshold)).length + missing;
    return breaching >= toAlarm ? 'ALARM' : 'OK';
  };

  const states: AlarmState[] = [];
  let state: AlarmState = 'OK';
  for (let end = 1; end <= minutes; end += 1) {
    if (end % step === 0) state = evaluate(end, state);
    states.push(state);
  }
  return states;
};
