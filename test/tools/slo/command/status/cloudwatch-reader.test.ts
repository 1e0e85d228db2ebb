import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import { customMetrics } from '../../../../../lib/contract/cloudwatch-metrics.ts';
import { slos } from '../../../../../lib/contract/slos.ts';
import { cloudWatchReader } from '../../../../../tools/slo/command/status/cloudwatch-reader.ts';

interface Sent {
  readonly name: string;
  // biome-ignore lint/suspicious/noExplicitAny: inputs of two commands
  readonly input: any;
}

/** A client that answers each command with the next of its answers. */
const clientWith = (...answers: readonly unknown[]) => {
  const sent: Sent[] = [];
  const send = async (command: {
    readonly input: unknown;
    readonly constructor: { readonly name: string };
  }) => {
    sent.push({ name: command.constructor.name, input: command.input });
    const answer = answers[sent.length - 1];
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { sent, client: { send } as unknown as CloudWatchClient };
};

const ids = Object.keys(slos);
const span = { from: 0, to: 600_000 };

describe('cloudWatchReader', () => {
  it('asks for the metrics that functions emit, and reads every page', async () => {
    const at = (seconds: number) => new Date(seconds * 1_000);
    const { client, sent } = clientWith(
      {
        MetricDataResults: [
          { Id: 'bad0', Timestamps: [at(300)], Values: [4] },
          { Id: 'all0', Timestamps: [at(300)], Values: [10] },
        ],
        NextToken: 'more',
      },
      {
        MetricDataResults: [
          { Id: 'all0', Timestamps: [at(0)], Values: [3] },
          { Id: 'bad0', Timestamps: [at(0)], Values: [3] },
        ],
      },
    );
    const sums = await cloudWatchReader('prod', client).sums(ids, span);
    expect(sums('availability', 'bad')).toEqual([
      { at: 300_000, sum: 4 },
      { at: 0, sum: 3 },
    ]);
    expect(sums('availability', 'good')).toEqual([
      { at: 300_000, sum: 6 },
      { at: 0, sum: 0 },
    ]);
    expect(sums('payment-success', 'good')).toEqual([]);
    expect(sent.map(({ name, input }) => [name, input.NextToken])).toEqual([
      ['GetMetricDataCommand', undefined],
      ['GetMetricDataCommand', 'more'],
    ]);
    const emitted = new Set(customMetrics.map(({ name, dimensions }) => JSON.stringify([name, dimensions])));
    for (const { MetricStat } of sent[0]?.input.MetricDataQueries ?? []) {
      const { Namespace, MetricName, Dimensions } = MetricStat.Metric;
      const dimensions = Object.fromEntries(
        Dimensions.map(({ Name, Value }: { Name: string; Value: string }) => [Name, Value]),
      );
      expect(Namespace).toBe('OrderService/prod');
      expect(['Sum', 'SampleCount']).toContain(MetricStat.Stat);
      expect(emitted).toContain(JSON.stringify([MetricName, dimensions]));
    }
  });

  it('reports the alarms of the stage in the state ALARM', async () => {
    const { client, sent } = clientWith({
      CompositeAlarms: [{ AlarmName: 'order-service-prod-availability-page', StateValue: 'ALARM' }],
      MetricAlarms: [{ AlarmName: 'order-service-prod-relay-late', StateValue: 'INSUFFICIENT_DATA' }],
    });
    expect(await cloudWatchReader('prod', client).alarms()).toEqual(
      new Map([
        ['availability-page', true],
        ['relay-late', false],
      ]),
    );
    expect(sent[0]?.input).toMatchObject({ AlarmNamePrefix: 'order-service-prod-' });
  });

  it('names the required permissions when CloudWatch refuses', async () => {
    const { client } = clientWith(new Error('not authorized'), new Error('not authorized'));
    const reader = cloudWatchReader('prod', client);
    await expect(reader.sums(ids, span)).rejects.toThrow(/prod: not authorized\. .*cloudwatch:GetMetricData/);
    await expect(reader.alarms()).rejects.toThrow(/cloudwatch:DescribeAlarms/);
  });
});
