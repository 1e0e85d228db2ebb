import { Stack } from 'aws-cdk-lib';
import { CfnAlarm, CfnCompositeAlarm, CfnDashboard } from 'aws-cdk-lib/aws-cloudwatch';
import type { IConstruct } from 'constructs';
import { type AlarmProperties, alarmProblems } from './alarm-limits.ts';
import { type CompositeProperties, compositeProblems, sharedChildProblems } from './composite-limits.ts';
import { type DashboardProperties, dashboardProblems } from './dashboard-limits.ts';
import { plainText } from './plain-text.ts';

const isKnown = (value: unknown): boolean => typeof value !== 'object' || Array.isArray(value);

/** Properties as they will be in the template. What is known only when it is deployed is not judged, and left out. */
const knownOf = (construct: IConstruct, properties: object): object => {
  const resolved = Object.entries(Stack.of(construct).resolve(properties));
  return Object.fromEntries(resolved.filter(([, value]) => isKnown(value)));
};

const alarmOf = (alarm: CfnAlarm): AlarmProperties => {
  const { alarmName, alarmDescription, alarmActions, okActions, insufficientDataActions } = alarm;
  const { comparisonOperator, thresholdMetricId, evaluationPeriods, datapointsToAlarm } = alarm;
  const { treatMissingData, period, statistic, extendedStatistic, metrics } = alarm;
  const { evaluateLowSampleCountPercentile } = alarm;
  return knownOf(alarm, {
    alarmName,
    alarmDescription,
    alarmActions,
    okActions,
    insufficientDataActions,
    comparisonOperator,
    thresholdMetricId,
    evaluationPeriods,
    datapointsToAlarm,
    treatMissingData,
    period,
    statistic,
    extendedStatistic,
    evaluateLowSampleCountPercentile,
    metrics,
  });
};

const compositeOf = (alarm: CfnCompositeAlarm): CompositeProperties => {
  const { alarmName, alarmDescription, alarmRule } = alarm;
  const { alarmActions, okActions, insufficientDataActions } = alarm;
  return {
    ...knownOf(alarm, { alarmName, alarmDescription, alarmActions, okActions, insufficientDataActions }),
    alarmRule: plainText(Stack.of(alarm).resolve(alarmRule)),
  };
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
const cloudWatchProblems = (scope: IConstruct): string[] => {
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
