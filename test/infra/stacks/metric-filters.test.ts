import { describe, expect, it } from 'vitest';
import { resourcesOf } from '../../harness/infra/cloudformation.ts';
import { synthesized } from '../../harness/infra/synthesized.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_MetricTransformation.html */
const accepted = /^[^:*$]{1,255}$/;

describe('metric filters of production', () => {
  const { data, events, api, jobs } = synthesized({ stage: 'prod' });
  const filters = [data, events, api, jobs].flatMap((template) =>
    resourcesOf(template, 'AWS::Logs::MetricFilter').map(([, { Properties }]) => Properties),
  );

  it('have metrics with names that CloudWatch Logs accepts', () => {
    const names = filters.flatMap(({ MetricTransformations: [metric] }) => [
      metric.MetricName,
      metric.MetricNamespace,
    ]);
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !accepted.test(name))).toEqual([]);
  });

  it('are as few per log group as it can have', () => {
    const perGroup = Map.groupBy(filters, ({ LogGroupName }) => JSON.stringify(LogGroupName));
    expect(Math.max(...[...perGroup.values()].map((all) => all.length))).toBeLessThanOrEqual(100);
  });
});
