import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { anyPageAlarm } from '../../../infra/names.ts';
import { serviceName } from '../../../lib/contract/service.ts';
import type { ReportedAlarm } from '../../local-cloud/measurements/reported-alarm.ts';
import { describedAlarms } from '../../slo/command/status/described-alarms.ts';
import { describedBy } from './alarm-report.ts';

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
  const names = { prefix: `${serviceName}-${stage}-`, inEveryStage: anyPageAlarm };
  return [...(await describedAlarms(client, names))]
    .map(
      ([name, alarm]): ReportedAlarm => ({
        name,
        state: alarm.StateValue ?? 'INSUFFICIENT_DATA',
        ...(alarm.StateUpdatedTimestamp && { since: alarm.StateUpdatedTimestamp.toISOString() }),
        ...severityOf(alarm.AlarmActions),
        ...describedBy(alarm.AlarmDescription ?? ''),
        ...(alarm.StateReason !== undefined && { reason: alarm.StateReason }),
      }),
    )
    .filter(({ state }) => all || state === 'ALARM');
};
