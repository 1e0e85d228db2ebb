import { Stack } from 'aws-cdk-lib';
import { CfnAlarm, CfnCompositeAlarm, CfnDashboard } from 'aws-cdk-lib/aws-cloudwatch';
import type { IConstruct } from 'constructs';
import { type AlarmProperties, alarmProblems } from './alarm-limits.ts';
import { type CompositeProperties, compositeProblems, sharedChildProblems } from './composite-limits.ts';
import { type DashboardProperties, dashboardProblems } from './dashboard-limits.ts';
import { plainText } from './plain-text.ts';

const alarmOf = (alarm: CfnAlarm): AlarmProperties => {
  const { alarmName, alarmDescription, evaluationPeriods, datapointsToAlarm, period, metrics } = alarm;
  const { statistic, extendedStatistic, evaluateLowSampleCountPercentile } = alarm;
  return Stack.of(alarm).resolve({
    alarmName,
    alarmDescription,
    evaluationPeriods,
    datapointsToAlarm,
    period,
    statistic,
    extendedStatistic,
    evaluateLowSampleCountPercentile,
    metrics,
  });
};

const compositeOf = (alarm: CfnCompositeAlarm): CompositeProperties => {
  const { alarmName, alarmDescription, alarmRule } = alarm;
  const { alarmRule: rule, ...texts } = Stack.of(alarm).resolve({ alarmName, alarmDescription, alarmRule });
  return { ...texts, alarmRule: plainText(rule) };
};

const dashboardOf = (dashboard: CfnDashboard): DashboardProperties => {
  const { dashboardName, dashboardBody } = dashboard;
  const { dashboardBody: body, ...named } = Stack.of(dashboard).resolve({ dashboardName, dashboardBody });
  return { ...named, dashboardBody: plainText(body) };
};

const problemsOf = (construct: IConstruct): string[] => {
  if (CfnAlarm.isCfnAlarm(construct)) return alarmProblems(alarmOf(construct));
  if (CfnCompositeAlarm.isCfnCompositeAlarm(construct)) return compositeProblems(compositeOf(construct));
  if (CfnDashboard.isCfnDashboard(construct)) return dashboardProblems(dashboardOf(construct));
  return [];
};

/** Everything in `scope` that CloudWatch would refuse when it is deployed, each with the place where it is declared. */
export const cloudWatchProblems = (scope: IConstruct): string[] => {
  const constructs = scope.node.findAll();
  const composites = constructs.filter((construct) => CfnCompositeAlarm.isCfnCompositeAlarm(construct));
  return [
    ...constructs.flatMap((construct) =>
      problemsOf(construct).map((problem) => `${construct.node.path}: ${problem}`),
    ),
    ...sharedChildProblems(composites.map(compositeOf)),
  ];
};

/** Makes synth fail on what CloudWatch would refuse; CDK checks only some of it. */
export const keepWithinCloudWatchLimits = (scope: IConstruct): void => {
  scope.node.addValidation({ validate: () => cloudWatchProblems(scope) });
};
