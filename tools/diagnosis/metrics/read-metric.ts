import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { MeasuredSeries } from '../../local-cloud/measurements/measurement-store.ts';
import type { Target } from '../../operator/operator-command/target.ts';
import { readLocalItems } from '../local-items.ts';
import { localMetric } from './local-metric.ts';
import type { MetricValue, WantedMetric } from './wanted-metric.ts';

/** Values of a metric of a stage, oldest first. */
export const stageMetric = async (
  client: Pick<CloudWatchClient, 'send'>,
  stage: string,
  { namespaceOf, name, statistic, dimensions }: WantedMetric,
  minutes: number,
): Promise<readonly MetricValue[]> => {
  const { GetMetricStatisticsCommand } = await import('@aws-sdk/client-cloudwatch');
  const { Datapoints = [] } = await client.send(
    new GetMetricStatisticsCommand({
      Namespace: namespaceOf(stage),
      MetricName: name,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      Statistics: [statistic],
      Period: 300,
      StartTime: new Date(Date.now() - minutes * 60_000),
      EndTime: new Date(),
    }),
  );
  return Datapoints.map((point) => ({
    at: point.Timestamp?.toISOString() ?? '',
    value: point[statistic] ?? Number.NaN,
  })).sort((one, other) => (one.at < other.at ? -1 : 1));
};

/**
 * Values of a metric of the last minutes, of the local run or of a stage.
 * @throws {CommandError} when the local run does not answer.
 */
export const readMetric = async (
  target: Target,
  metric: WantedMetric,
  minutes: number,
): Promise<readonly MetricValue[]> => {
  if ('url' in target) {
    const path = `/local/measurements?minutes=${minutes}`;
    return localMetric(await readLocalItems<MeasuredSeries>(target.url, path), metric);
  }
  const { CloudWatchClient } = await import('@aws-sdk/client-cloudwatch');
  const client = new CloudWatchClient({ region: target.region, maxAttempts: 3 });
  try {
    return await stageMetric(client, target.stage, metric, minutes);
  } finally {
    client.destroy();
  }
};
