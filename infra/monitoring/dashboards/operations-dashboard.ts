import { Duration } from 'aws-cdk-lib';
import {
  type AlarmBase,
  AlarmState,
  AlarmStatusWidget,
  AlarmStatusWidgetSortBy,
  Dashboard,
  PeriodOverride,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { monitorName } from '../../names.ts';
import type { Monitored } from '../monitored.ts';
import { objectiveSection, runbookLink } from '../runbook.ts';
import type { ServiceAlarms } from '../service-alarms.ts';
import { apiSection } from './api-section.ts';
import { budgetOverview } from './budget-overview.ts';
import { businessSection } from './business-section.ts';
import { dependencySection } from './dependency-section.ts';
import { eventPathSection } from './event-path-section.ts';
import { heading, type Row } from './graph.ts';
import { pipelineSection } from './pipeline-section.ts';
import { sloSection } from './slo-section.ts';

/** Lists the active alarms; empty without any. */
const alarmsThatAreOn = ({ objectives, operations }: ServiceAlarms): Row => [
  new AlarmStatusWidget({
    title: 'Active alarms, the newest first',
    alarms: [...objectives.flatMap(({ alarms }) => Object.values<AlarmBase>({ ...alarms })), ...operations],
    sortBy: AlarmStatusWidgetSortBy.STATE_UPDATED_TIMESTAMP,
    states: [AlarmState.ALARM, AlarmState.INSUFFICIENT_DATA],
    width: 24,
    height: 4,
  }),
];

/** The dashboard: first the effect on users, then the causes, last the business. One costs half as much as two. */
export const addOperationsDashboard = (
  scope: Construct,
  monitored: Monitored,
  alarms: ServiceAlarms,
  runbookBaseUrl: string,
): Dashboard => {
  const rows: readonly Row[] = [
    alarmsThatAreOn(alarms),
    heading(
      'Objectives',
      `The windows of graphs follow one another, those of alarms slide: an alarm can fire up to one window before its line crosses. ${runbookLink('Runbooks', `${runbookBaseUrl}/README.md`)}`,
    ),
    budgetOverview(alarms.objectives.map(({ objective }) => objective)),
    ...alarms.objectives.flatMap((objective) =>
      sloSection(objective, `${runbookBaseUrl}/${objectiveSection(objective.objective, 'page')}`),
    ),
    ...apiSection(monitored),
    ...eventPathSection(monitored),
    ...dependencySection(monitored),
    ...pipelineSection(monitored),
    ...businessSection(),
  ];
  return new Dashboard(scope, 'OperationsDashboard', {
    dashboardName: monitorName(monitored.stage, 'operations'),
    defaultInterval: Duration.hours(6),
    // A window has its length at any time range of the dashboard.
    periodOverride: PeriodOverride.INHERIT,
    widgets: rows.map((row) => [...row]),
  });
};
