import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AlarmBoard } from '../monitoring/alarm-board.ts';
import { alarmTopics } from '../monitoring/alarm-topics.ts';
import { addApplicationSignals } from '../monitoring/application-signals.ts';
import { addOperationsDashboard } from '../monitoring/dashboards/operations-dashboard.ts';
import type { Monitored } from '../monitoring/monitored.ts';
import { addMonthlyBudget } from '../monitoring/monthly-budget.ts';
import { runbookBaseUrl } from '../monitoring/runbook.ts';
import { addServiceAlarms } from '../monitoring/service-alarms.ts';

interface MonitoringStackProps extends StackProps {
  readonly monitored: Monitored;
}

/** All that watches the service: alarms and who gets them, the dashboard. */
export class MonitoringStack extends Stack {
  constructor(scope: Construct, id: string, { monitored, ...props }: MonitoringStackProps) {
    super(scope, id, props);
    const { stage } = monitored;
    const runbooks = runbookBaseUrl(stage);
    const topics = alarmTopics(this, stage);
    const board = new AlarmBoard(this, { stage, topics, runbookBaseUrl: runbooks });
    const alarms = addServiceAlarms(board, monitored);
    const { dashboardName } = addOperationsDashboard(this, monitored, alarms, runbooks);
    new CfnOutput(this, 'OperationsDashboardName', { value: dashboardName });
    const { applicationSignals, monthlyBudget } = stage.settings.alarms;
    if (applicationSignals) addApplicationSignals(this, stage);
    if (monthlyBudget !== undefined) addMonthlyBudget(this, stage, monthlyBudget, topics);
  }
}
