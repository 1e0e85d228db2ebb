import { describe, expect, it } from 'vitest';
import { customMetrics } from '../../../lib/contract/cloudwatch-metrics.ts';
import { resourcesOf } from '../../../tools/cost/resources-of.ts';

const resources = [
  { Type: 'AWS::CloudWatch::Alarm' },
  { Type: 'AWS::CloudWatch::Alarm', Properties: { Metrics: [{ MetricStat: {} }, { MetricStat: {} }, {}] } },
  {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: { Metrics: [{ Expression: 'ANOMALY_DETECTION_BAND(m0, 3)' }, { MetricStat: {} }] },
  },
  { Type: 'AWS::CloudWatch::CompositeAlarm' },
  { Type: 'AWS::CloudWatch::Dashboard' },
  { Type: 'AWS::SecretsManager::Secret' },
  { Type: 'AWS::KMS::Key' },
  { Type: 'AWS::Lambda::EventSourceMapping', Properties: { EventSourceArn: 'a stream' } },
  { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'shop-prod-buy', MemorySize: 512 } },
  { Type: 'AWS::Lambda::Function', Properties: {} },
  { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 7 } },
  { Type: 'AWS::Logs::MetricFilter', Properties: { MetricTransformations: [{ MetricName: 'refused' }] } },
  { Type: 'AWS::Logs::MetricFilter', Properties: { MetricTransformations: [{ MetricName: 'refused' }] } },
  { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 365 } },
];

describe('resourcesOf', () => {
  const found = resourcesOf(resources, 'shop-prod-');

  it('counts each metric of an alarm and both bounds of a band, and no other expressions', () => {
    expect(found.alarmMetrics).toBe(1 + 2 + 3);
  });

  it('counts resources that are charged by the month', () => {
    expect(found).toMatchObject({ compositeAlarms: 1, dashboards: 1, secrets: 1, keys: 1 });
    // Two filters can write to one metric.
    expect(found.customMetrics).toBe(customMetrics.length + 1);
  });

  it('names the functions that read a queue, and none that read a stream', () => {
    expect(found.queueConsumers).toEqual(expect.arrayContaining(['summarize-orders', 'receive-canary']));
    expect(found.queueConsumers).not.toContain('relay-events');
  });

  it('reads the memory of each function and the longest retention of logs', () => {
    expect(found).toMatchObject({ memoryMb: { buy: 512 }, logRetentionDays: 365 });
  });

  it('gives the runs of a scheduled job in a month of 30 days', () => {
    expect(found.jobRuns).toMatchObject({ 'expire-orders': 43_200, 'fold-environments': 720 });
  });
});
