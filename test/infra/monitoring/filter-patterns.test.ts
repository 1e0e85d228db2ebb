import { describe, expect, it } from 'vitest';
import { plainText } from '../../../infra/monitoring/limits/plain-text.ts';
import { resourcesOf } from '../../harness/infra/cloudformation.ts';
import { synthesized } from '../../harness/infra/synthesized.ts';

const { stacks: _stacks, ...templates } = synthesized({ stage: 'prod' });

const patternsOf = (type: string): readonly string[] =>
  Object.values(templates).flatMap((template) =>
    resourcesOf(template, type).map(([, { Properties }]) => plainText(Properties.FilterPattern)),
  );

/**
 * A property selector of CloudWatch Logs: letters, digits, - and _, none of them quoted. Queries of Logs Insights are
 * another language, in which a field with a hyphen needs backticks.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
const selector = /^\$(?:\.[A-Za-z0-9_-]+)+$/;

describe('the filter patterns of a stage', () => {
  it.each(['AWS::Logs::MetricFilter', 'AWS::Logs::SubscriptionFilter'])(
    'select properties by names that CloudWatch Logs takes, in each %s',
    (type) => {
      const selectors = patternsOf(type).flatMap((pattern) => pattern.match(/\$[^\s=!<>)}]+/g) ?? []);
      expect(selectors.length).toBeGreaterThan(0);
      expect(selectors.filter((found) => !selector.test(found))).toEqual([]);
    },
  );

  it('select the objectives of missed events by names with a hyphen', () => {
    expect(patternsOf('AWS::Logs::MetricFilter').join('\n')).toContain('$.missed.order-latency = ');
  });
});
