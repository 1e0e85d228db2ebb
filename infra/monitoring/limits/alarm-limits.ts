import type { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { textProblems } from './described-limits.ts';
import { isAlarmStatistic, isMathStatistic, isPercentile } from './statistic.ts';

/** Properties of an alarm, with everything resolved that synth can resolve. */
export interface AlarmProperties {
  readonly alarmName?: string;
  readonly alarmDescription?: string;
  readonly evaluationPeriods?: number;
  readonly datapointsToAlarm?: number;
  readonly period?: number;
  readonly statistic?: string;
  readonly extendedStatistic?: string;
  readonly evaluateLowSampleCountPercentile?: string;
  readonly metrics?: readonly AlarmQuery[];
}

type AlarmQuery = Pick<CfnAlarm.MetricDataQueryProperty, 'id' | 'expression'> & {
  readonly returnData?: boolean;
  readonly metricStat?: { readonly period: number; readonly stat: string };
};

const hour = 3_600;
const day = 24 * hour;
const longestRange = 7 * day;
const mostMetrics = 10;

const isPeriod = (seconds: number): boolean =>
  [10, 20, 30].includes(seconds) || (seconds > 0 && seconds % 60 === 0);

const rangeProblems = (period: number, periods: number): string[] => {
  const range = period * periods;
  if (range > longestRange) {
    return [`it looks back over ${range} s, CloudWatch over 7 days (${longestRange} s) at most`];
  }
  if (period < hour && range > day) {
    return [
      `it looks back over ${range} s in periods of ${period} s: over more than a day, periods have to last an hour`,
    ];
  }
  return [];
};

const periodProblems = (period: number, periods: number): string[] =>
  isPeriod(period)
    ? rangeProblems(period, periods)
    : [`its period of ${period} s is neither 10, 20, 30 nor a multiple of 60`];

const singleProblems = (alarm: AlarmProperties): string[] => {
  const { period, evaluationPeriods = 1, evaluateLowSampleCountPercentile } = alarm;
  const statistic = alarm.extendedStatistic ?? alarm.statistic;
  return [
    ...(period === undefined ? [] : periodProblems(period, evaluationPeriods)),
    ...(statistic === undefined || isAlarmStatistic(statistic)
      ? []
      : [`CloudWatch knows no statistic ${statistic} for an alarm`]),
    ...(evaluateLowSampleCountPercentile !== undefined && !isPercentile(statistic ?? '')
      ? [`evaluateLowSampleCountPercentile says nothing about the statistic ${statistic}`]
      : []),
  ];
};

const queryProblems = ({ id, expression, metricStat }: AlarmQuery): string[] => [
  ...(metricStat && !isMathStatistic(metricStat.stat)
    ? [`CloudWatch knows no statistic ${metricStat.stat} (${id})`]
    : []),
  ...(/\bSEARCH\s*\(/i.test(expression ?? '') ? [`alarms cannot SEARCH (${id})`] : []),
];

const mathProblems = (queries: readonly AlarmQuery[], evaluationPeriods: number): string[] => {
  const stats = queries.flatMap(({ metricStat }) => (metricStat ? [metricStat] : []));
  const periods = [...new Set(stats.map(({ period }) => period))];
  const watched = queries.filter(({ returnData }) => returnData !== false).length;
  return [
    ...queries.flatMap(queryProblems),
    ...(stats.length > mostMetrics
      ? [`its expression reads ${stats.length} metrics, at most ${mostMetrics} are allowed`]
      : []),
    ...(periods.length > 1
      ? [`its metrics have periods of ${periods.join(' and ')} s, and need the same one`]
      : periods.flatMap((period) => periodProblems(period, evaluationPeriods))),
    ...(watched === 1 ? [] : [`it watches ${watched} series, and has to watch one`]),
  ];
};

/** What CloudWatch refuses in an alarm and CDK lets through. */
export const alarmProblems = (alarm: AlarmProperties): string[] => {
  const { evaluationPeriods = 1, datapointsToAlarm = evaluationPeriods, metrics } = alarm;
  return [
    ...textProblems(alarm),
    ...(datapointsToAlarm > evaluationPeriods
      ? [`${datapointsToAlarm} of ${evaluationPeriods} periods cannot be over the threshold`]
      : []),
    ...(metrics ? mathProblems(metrics, evaluationPeriods) : singleProblems(alarm)),
  ];
};
