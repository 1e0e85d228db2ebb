import {
  type CloudWatchClient,
  type CompositeAlarm,
  DescribeAlarmsCommand,
  type DescribeAlarmsCommandOutput,
  type MetricAlarm,
} from '@aws-sdk/client-cloudwatch';

type DescribedAlarm = CompositeAlarm | MetricAlarm;

export interface AlarmNames {
  /** Beginning of the names of a stage's alarms. Stages whose names begin alike have it, too: `dev` and `dev-anna`. */
  readonly prefix: string;
  /** The name, without the prefix, of an alarm of every stage: it distinguishes such stages. */
  readonly inEveryStage: string;
}

/** The alarms of a stage, in any state, by their names without the prefix. */
export const describedAlarms = async (
  client: Pick<CloudWatchClient, 'send'>,
  { prefix, inEveryStage }: AlarmNames,
): Promise<ReadonlyMap<string, DescribedAlarm>> => {
  const found = new Map<string, DescribedAlarm>();
  let NextToken: string | undefined;
  do {
    const answer: DescribeAlarmsCommandOutput = await client.send(
      new DescribeAlarmsCommand({
        AlarmNamePrefix: prefix,
        AlarmTypes: ['CompositeAlarm', 'MetricAlarm'],
        NextToken,
      }),
    );
    for (const alarm of [...(answer.CompositeAlarms ?? []), ...(answer.MetricAlarms ?? [])])
      found.set((alarm.AlarmName ?? '').slice(prefix.length), alarm);
    NextToken = answer.NextToken;
  } while (NextToken !== undefined);
  const otherStages = [...found.keys()]
    .filter((name) => name.endsWith(`-${inEveryStage}`))
    .map((name) => name.slice(0, -inEveryStage.length));
  return new Map([...found].filter(([name]) => !otherStages.some((other) => name.startsWith(other))));
};
