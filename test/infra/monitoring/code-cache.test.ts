import { describe, expect, it } from 'vitest';
import { codeCacheMetric } from '../../../infra/monitoring/code-cache.ts';
import { functionIds } from '../../../lib/contract/function-ids.ts';
import { resourcesOf } from '../../harness/infra/cloudformation.ts';
import { synthesized } from '../../harness/infra/synthesized.ts';

const { api, events, jobs, monitoring } = synthesized();

const filters = [api, events, jobs]
  .flatMap((template) => resourcesOf(template, 'AWS::Logs::MetricFilter'))
  .map(([, { Properties }]) => Properties);

describe('compiled code of the functions', () => {
  it.each([
    ['accepted', '0'],
    ['rejected', '1'],
    ['damaged', '1'],
  ])('counts as it is %s at the cold starts of every function', (state, value) => {
    const matching = filters.filter(({ FilterPattern }) => FilterPattern === `{ $.code_cache = "${state}" }`);
    expect(new Set(matching.map(({ LogGroupName }) => JSON.stringify(LogGroupName))).size).toBe(
      functionIds.length,
    );
    for (const { MetricTransformations } of matching) {
      expect(MetricTransformations).toMatchObject([{ MetricName: codeCacheMetric, MetricValue: value }]);
    }
  });

  it('has an alarm on the share of cold starts without it', () => {
    const [[, alarm] = []] = resourcesOf(monitoring, 'AWS::CloudWatch::Alarm').filter(
      ([, { Properties }]) => Properties.MetricName === codeCacheMetric,
    );
    const [
      {
        MetricTransformations: [{ MetricNamespace } = { MetricNamespace: '' }],
      } = filters[0],
    ] = filters;
    expect(alarm?.Properties).toMatchObject({
      Namespace: MetricNamespace,
      Statistic: 'Average',
      Threshold: 0.5,
    });
  });
});
