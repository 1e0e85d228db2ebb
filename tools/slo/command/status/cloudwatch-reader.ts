import {
  CloudWatchClient,
  GetMetricDataCommand,
  type GetMetricDataCommandOutput,
} from '@aws-sdk/client-cloudwatch';
import { CommandError } from '../../../command-line/command-error.ts';
import { orderService, type SloId } from '../../order-service-declaration.ts';
import { type CloudWatchReader, type SumPoint, sumSeconds } from './cloudwatch-status.ts';
import { describedAlarms } from './described-alarms.ts';

export interface CloudWatchConnection {
  readonly region: string;
  /** Overrides AWS's own endpoint. */
  readonly endpoint?: string;
}

const failed = (stage: string, error: unknown): CommandError =>
  new CommandError(
    `CloudWatch does not answer for the stage ${stage}: ${error instanceof Error ? error.message : String(error)}. ` +
      'The command needs AWS credentials with cloudwatch:GetMetricData and cloudwatch:DescribeAlarms.',
  );

/** The client of an AWS account. */
export const cloudWatchClient = ({ region, endpoint }: CloudWatchConnection): CloudWatchClient =>
  new CloudWatchClient({ region, maxAttempts: 5, ...(endpoint && { endpoint }) });

/** CloudWatch about a stage. */
export const cloudWatchReader = (stage: string, client: Pick<CloudWatchClient, 'send'>): CloudWatchReader => {
  const { cloudWatch } = orderService;
  const queryOf = (slo: string, Id: string, Stat: string) => {
    const { name, dimensions } = cloudWatch.events(slo as SloId);
    return {
      Id,
      MetricStat: {
        Metric: {
          Namespace: cloudWatch.namespaceOf(stage),
          MetricName: name,
          Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
        },
        Period: sumSeconds,
        Stat,
      },
    };
  };
  return {
    async sums(slos, { from, to }) {
      const points = new Map<string, SumPoint[]>();
      const MetricDataQueries = slos.flatMap((slo, index) => [
        queryOf(slo, `bad${index}`, 'Sum'),
        queryOf(slo, `all${index}`, 'SampleCount'),
      ]);
      try {
        let NextToken: string | undefined;
        do {
          const answer: GetMetricDataCommandOutput = await client.send(
            new GetMetricDataCommand({
              MetricDataQueries,
              StartTime: new Date(from),
              EndTime: new Date(to),
              NextToken,
            }),
          );
          for (const { Id = '', Timestamps = [], Values = [] } of answer.MetricDataResults ?? []) {
            const found = points.get(Id) ?? [];
            found.push(...Timestamps.map((time, index) => ({ at: time.getTime(), sum: Values[index] ?? 0 })));
            points.set(Id, found);
          }
          NextToken = answer.NextToken;
        } while (NextToken !== undefined);
      } catch (error) {
        throw failed(stage, error);
      }
      return (slo, outcome) => {
        const bad = points.get(`bad${slos.indexOf(slo)}`) ?? [];
        if (outcome === 'bad') return bad;
        const badAt = new Map(bad.map(({ at, sum }) => [at, sum]));
        const all = points.get(`all${slos.indexOf(slo)}`) ?? [];
        return all.map(({ at, sum }) => ({ at, sum: sum - (badAt.get(at) ?? 0) }));
      };
    },

    async alarms() {
      const names = { prefix: cloudWatch.alarmPrefix(stage), inEveryStage: cloudWatch.blindAlarm };
      try {
        const found = await describedAlarms(client, names);
        return new Map([...found].map(([name, { StateValue }]) => [name, StateValue === 'ALARM']));
      } catch (error) {
        throw failed(stage, error);
      }
    },
  };
};
