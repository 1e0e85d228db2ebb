import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AlarmBoard } from '../monitoring/alarm-board.ts';
import { alarmTopics } from '../monitoring/alarm-topics.ts';
import type { Monitored } from '../monitoring/monitored.ts';
import { runbookBaseUrl } from '../monitoring/runbook.ts';
import { addServiceAlarms } from '../monitoring/service-alarms.ts';

interface MonitoringStackProps extends StackProps {
  readonly monitored: Monitored;
}

/** All that watches the service: alarms and who gets them, dashboards. */
export class MonitoringStack extends Stack {
  constructor(scope: Construct, id: string, { monitored, ...props }: MonitoringStackProps) {
    super(scope, id, props);
    const { stage } = monitored;
    const runbooks = runbookBaseUrl(this.node);
    const board = new AlarmBoard(this, { stage, topics: alarmTopics(this, stage), runbookBaseUrl: runbooks });
    addServiceAlarms(board, monitored);
  }
}
