import { CommandError } from '../../command-line/command-error.ts';
import type { MeasuredSeries } from '../../local-cloud/measurements/measurement-store.ts';
import type { Target } from '../../operator/operator-command/target.ts';
import type { AlarmReport } from './alarm-report.ts';

/**
 * Every metric of the local run by the minute; with `minutes`, of the last ones.
 * @throws {CommandError} when it does not answer.
 */
export const readMeasurements = async (url: string, minutes?: number): Promise<readonly MeasuredSeries[]> => {
  const query = minutes === undefined ? '' : `?minutes=${minutes}`;
  const answer = await fetch(`${url}/local/measurements${query}`).catch(() => {
    throw new CommandError(
      `No local service answers at ${url}. Start it with \`npm start\`, or name its address with --url.`,
    );
  });
  const { items } = (await answer.json().catch(() => ({}))) as { readonly items?: readonly MeasuredSeries[] };
  if (items === undefined) throw new CommandError(`The server at ${url} is not the local service.`);
  return items;
};

/**
 * The alarms of the local run or of a stage; of a stage only those in the state ALARM unless `all`.
 * @throws {CommandError} when the local run does not answer.
 */
export const readAlarms = async (target: Target, all: boolean): Promise<AlarmReport> => {
  if ('url' in target) {
    const series = await readMeasurements(target.url);
    const { monitoringTemplate } = await import('./monitoring-template.ts');
    const { localAlarms } = await import('./local-alarms.ts');
    const alarms = localAlarms(monitoringTemplate(), series, Date.now());
    return { source: `Local run at ${target.url}`, alarms };
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
