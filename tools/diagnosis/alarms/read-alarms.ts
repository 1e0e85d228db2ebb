import type { Target } from '../../operator/operator-command/target.ts';
import { readLocalItems } from '../local-items.ts';
import type { AlarmReport } from './alarm-report.ts';

/**
 * The alarms of the local run or of a stage; of a stage only those in the state ALARM unless `all`.
 * @throws {CommandError} when the local run does not answer.
 */
export const readAlarms = async (target: Target, all: boolean): Promise<AlarmReport> => {
  if ('url' in target) {
    return {
      source: `Local run at ${target.url}`,
      alarms: await readLocalItems(target.url, '/local/alarms'),
    };
  }
  const { stage, region } = target;
  const { CloudWatchClient } = await import('@aws-sdk/client-cloudwatch');
  const { stageAlarms } = await import('./stage-alarms.ts');
  const client = new CloudWatchClient({ region, maxAttempts: 3 });
  try {
    return {
      source: `CloudWatch in ${region}, stage ${stage}`,
      alarms: await stageAlarms(stage, client, all),
    };
  } finally {
    client.destroy();
  }
};
