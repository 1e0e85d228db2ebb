import type { CloudWatchClient, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import { localMetric } from '../../../../tools/diagnosis/metrics/local-metric.ts';
import { stageMetric } from '../../../../tools/diagnosis/metrics/read-metric.ts';
import { wantedMetric } from '../../../../tools/diagnosis/metrics/wanted-metric.ts';

describe('stageMetric', () => {
  it('asks for a series of the stage, and puts its values in order', async () => {
    const sent: GetMetricStatisticsCommand[] = [];
    const at = (minute: number) => new Date(minute * 60_000);
    const client = {
      async send(command: GetMetricStatisticsCommand) {
        sent.push(command);
        return {
          Datapoints: [
            { Timestamp: at(10), Sum: 2 },
            { Timestamp: at(5), Sum: 1 },
          ],
        };
      },
    } as unknown as CloudWatchClient;
    const metric = wantedMetric(['orders_created_total', 'Sum', 'source=web']);
    expect((await stageMetric(client, 'prod', metric, 60)).map(({ value }) => value)).toEqual([1, 2]);
    expect(sent[0]?.input).toMatchObject({
      Namespace: 'OrderService/prod',
      MetricName: 'orders_created_total',
      Dimensions: [
        { Name: 'service', Value: 'order-service' },
        { Name: 'source', Value: 'web' },
      ],
      Statistics: ['Sum'],
    });
  });
});

describe('localMetric', () => {
  const minute = (minuteOf: number, sum: number, count: number, min: number, max: number) => ({
    minute: minuteOf,
    sum,
    count,
    min,
    max,
  });
  const series = [
    {
      namespace: 'AWS/Lambda',
      name: 'IteratorAge',
      dimensions: { FunctionName: 'relay-events' },
      minutes: [minute(4, 30, 3, 5, 20), minute(5, 10, 1, 10, 10), minute(9, 2, 1, 2, 2)],
    },
  ];

  it.each([
    ['Sum', [30, 12]],
    ['Average', [10, 6]],
    ['Maximum', [20, 10]],
    ['Minimum', [5, 2]],
    ['SampleCount', [3, 2]],
  ])('gives the %s of each five minutes', (statistic, values) => {
    const metric = wantedMetric([
      'AWS/Lambda/IteratorAge',
      statistic,
      'FunctionName=order-service-prod-relay-events',
    ]);
    expect(localMetric(series, metric).map(({ value }) => value)).toEqual(values);
  });
});

describe('wantedMetric', () => {
  it.each([
    [['orders_created_total', 'Total'], 'no statistic Total'],
    [['orders_created_total', 'Sum', 'web'], 'web is no dimension'],
  ])('refuses %j', (words, message) => {
    expect(() => wantedMetric(words)).toThrow(message);
  });
});
