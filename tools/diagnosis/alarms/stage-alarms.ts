import {
  type CloudWatchClient,
  DescribeAlarmsCommand,
  type DescribeAlarmsCommandOutput,
} from '@aws-sdk/client-cloudwatch';
import { serviceName } from '../../../lib/contract/service.ts';
import { describedBy, type ReportedAlarm } from './alarm-report.ts';

const severityOf = (actions: readonly string[] = []): Pick<ReportedAlarm, 'severity'> => {
  if (actions.some((arn) => arn.endsWith('-page'))) return { severity: 'page' };
  return actions.length > 0 ? { severity: 'ticket' } : {};
};

/** The alarms of a deployed stage that are in the state ALARM; with `all`, every alarm. */
export const stageAlarms = async (
  stage: string,
  client: Pick<CloudWatchClient, 'send'>,
  all: boolean,
): Promise<readonly ReportedAlarm[]> => {
  const prefix = `${serviceName}-${stage}-`;
  const alarms: ReportedAlarm[] = [];
  let NextToken: string | undefined;
  do {
    const answer: DescribeAlarmsCommandOutput = await client.send(
      new DescribeAlarmsCommand({
        AlarmNamePrefix: prefix,
        AlarmTypes: ['CompositeAlarm', 'MetricAlarm'],
        ...(!all && { StateValue: 'ALARM' }),
        NextToken,
      }),
    );
    for (const alarm of [...(answer.CompositeAlarms ?? []), ...(answer.MetricAlarms ?? [])]) {
      alarms.push({
        name: (alarm.AlarmName ?? '').slice(prefix.length),
        state: alarm.StateValue ?? 'INSUFFICIENT_DATA',
        ...(alarm.StateUpdatedTimestamp && { since: alarm.StateUpdatedTimestamp.toISOString() }),
        ...severityOf(alarm.AlarmActions),
        ...describedBy(alarm.AlarmDescription ?? ''),
        ...(alarm.StateReason !== undefined && { reason: alarm.StateReason }),
      });
    }
    NextToken = answer.NextToken;
  } while (NextToken !== undefined);
  return alarms;
};
