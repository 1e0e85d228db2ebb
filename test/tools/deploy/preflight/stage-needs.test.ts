import { describe, expect, it } from 'vitest';
import { needsOf } from '../../../../tools/deploy/preflight/stage-needs.ts';
import { synthesized } from '../../../harness/infra/synthesized.ts';

describe('needsOf', () => {
  it('counts the resources of the templates', async () => {
    const { stacks, ...templates } = synthesized({ stage: 'prod' });
    const count = (type: string) =>
      Object.values(templates).reduce(
        (sum, template) => sum + Object.keys(template.findResources(type)).length,
        0,
      );
    const needs = await needsOf({ name: 'prod' });
    expect(needs).toMatchObject({
      stacks: stacks.length,
      roles: count('AWS::IAM::Role'),
      alarms: count('AWS::CloudWatch::Alarm') + count('AWS::CloudWatch::CompositeAlarm'),
      tables: count('AWS::DynamoDB::GlobalTable'),
    });
    expect([needs.alarms > 50, needs.roles > 25, needs.tables]).toEqual([true, true, 3]);
    // Rules of the service's own bus have another quota.
    expect(needs.rules).toBeGreaterThan(5);
    expect(needs.rules).toBeLessThan(count('AWS::Events::Rule'));
  }, 120_000);

  it('counts no alarms in a stage without them', async () => {
    expect(await needsOf({ name: 'dev' })).toMatchObject({ stacks: 4, alarms: 0 });
  }, 120_000);
});
