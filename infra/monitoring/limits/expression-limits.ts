import { type AlarmQuery, watchedOf } from './alarm-query.ts';
import { watchesBand } from './expected-band.ts';
import { periodProblems } from './period-limits.ts';
import { isMathStatistic } from './statistic.ts';

interface ExpressionAlarm {
  readonly evaluationPeriods?: number;
  readonly comparisonOperator?: string;
  readonly thresholdMetricId?: string;
  readonly metrics: readonly AlarmQuery[];
}

const mostMetrics = 10;

const queryProblems = ({ id, expression, metricStat }: AlarmQuery): string[] => [
  ...(metricStat && !isMathStatistic(metricStat.stat)
    ? [`CloudWatch has no statistic ${metricStat.stat} (${id})`]
    : []),
  ...(/\bSEARCH\s*\(/i.test(expression ?? '') ? [`alarms cannot SEARCH (${id})`] : []),
];

const periodsOf = (queries: readonly AlarmQuery[]): number[] => [
  ...new Set(queries.flatMap(({ metricStat, period = metricStat?.period }) => period ?? [])),
];

const watchProblems = (alarm: ExpressionAlarm): string[] => {
  const watched = watchedOf(alarm.metrics).length;
  return watched === 1 || watchesBand(alarm) ? [] : [`it watches ${watched} series, and has to watch one`];
};

/** Problems of an alarm on several metrics, an expression or a query that CloudWatch refuses. */
export const expressionProblems = (alarm: ExpressionAlarm): string[] => {
  const { evaluationPeriods = 1, metrics } = alarm;
  const read = metrics.filter(({ metricStat }) => metricStat).length;
  const periods = periodsOf(metrics);
  return [
    ...metrics.flatMap(queryProblems),
    ...(read > mostMetrics
      ? [`its expression reads ${read} metrics, at most ${mostMetrics} are allowed`]
      : []),
    ...(periods.length > 1
      ? [`its metrics have periods of ${periods.join(' and ')} s, and need the same one`]
      : periods.flatMap((period) => periodProblems(period, evaluationPeriods))),
    ...watchProblems(alarm),
  ];
};
