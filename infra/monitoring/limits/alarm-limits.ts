import { type AlarmActions, actionProblems } from './action-limits.ts';
import type { AlarmQuery } from './alarm-query.ts';
import { textProblems } from './described-limits.ts';
import { expressionProblems } from './expression-limits.ts';
import { periodProblems } from './period-limits.ts';
import { isExtendedStatistic, isPercentile, isSimpleStatistic } from './statistic.ts';

/** Properties of an alarm, without those that are known only when it is deployed. */
export interface AlarmProperties extends AlarmActions {
  readonly alarmName?: string;
  readonly alarmDescription?: string;
  readonly comparisonOperator?: string;
  readonly thresholdMetricId?: string;
  readonly evaluationPeriods?: number;
  readonly datapointsToAlarm?: number;
  readonly treatMissingData?: string;
  readonly period?: number;
  readonly statistic?: string;
  readonly extendedStatistic?: string;
  readonly evaluateLowSampleCountPercentile?: string;
  readonly metrics?: readonly AlarmQuery[];
}

const treatments = ['breaching', 'notBreaching', 'ignore', 'missing'];

const countProblems = (name: string, count = 1): string[] =>
  Number.isInteger(count) && count > 0 ? [] : [`its ${name} of ${count} is not a whole number above 0`];

const evaluationProblems = ({
  evaluationPeriods,
  datapointsToAlarm,
  treatMissingData,
}: AlarmProperties): string[] => [
  ...countProblems('evaluationPeriods', evaluationPeriods),
  ...countProblems('datapointsToAlarm', datapointsToAlarm),
  ...(evaluationPeriods !== undefined && (datapointsToAlarm ?? 0) > evaluationPeriods
    ? [`${datapointsToAlarm} of ${evaluationPeriods} periods cannot be over the threshold`]
    : []),
  ...(treatMissingData === undefined || treatments.includes(treatMissingData)
    ? []
    : [`CloudWatch has no treatment ${treatMissingData} of missing data`]),
];

const statisticProblems = ({ statistic, extendedStatistic }: AlarmProperties): string[] => {
  if (statistic !== undefined && extendedStatistic !== undefined) {
    return ['it has a statistic and an extendedStatistic, and needs one of them'];
  }
  const text = statistic ?? extendedStatistic;
  const isSimple = isSimpleStatistic(text ?? '');
  const isExtended = isExtendedStatistic(text ?? '');
  if (text !== undefined && !isSimple && !isExtended) {
    return [`CloudWatch has no statistic ${text} for an alarm`];
  }
  if (statistic !== undefined && isExtended) {
    return [`${statistic} belongs in extendedStatistic, not in statistic`];
  }
  if (extendedStatistic !== undefined && isSimple) {
    return [`${extendedStatistic} belongs in statistic, not in extendedStatistic`];
  }
  return [];
};

const singleProblems = (alarm: AlarmProperties): string[] => {
  const { period, evaluationPeriods = 1, evaluateLowSampleCountPercentile } = alarm;
  const statistic = alarm.extendedStatistic ?? alarm.statistic;
  return [
    ...(period === undefined ? [] : periodProblems(period, evaluationPeriods)),
    ...statisticProblems(alarm),
    ...(evaluateLowSampleCountPercentile !== undefined && statistic !== undefined && !isPercentile(statistic)
      ? [`evaluateLowSampleCountPercentile says nothing about the statistic ${statistic}`]
      : []),
  ];
};

/** Problems of an alarm that CloudWatch refuses and CDK accepts. */
export const alarmProblems = (alarm: AlarmProperties): string[] => {
  const { metrics, ...single } = alarm;
  return [
    ...textProblems(alarm),
    ...actionProblems(alarm),
    ...evaluationProblems(alarm),
    ...(metrics ? expressionProblems({ ...single, metrics }) : singleProblems(single)),
  ];
};
