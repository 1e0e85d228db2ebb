import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { scheduleEntries } from '../../../lib/contract/schedules.ts';
import { aliasOf, functionIn, resourcesOf, textOf } from '../../harness/infra/cloudformation.ts';
import { synthesized, withSyntheticOrders } from '../../harness/infra/synthesized.ts';

const { jobs, data } = synthesized();
const rules = resourcesOf(jobs, 'AWS::Events::Rule');

/** EventBridge's words for each interval of the contract, which writes the number 1 in the singular. */
const rates: Record<number, string> = {
  1: 'rate(1 minute)',
  5: 'rate(5 minutes)',
  10: 'rate(10 minutes)',
  60: 'rate(1 hour)',
};

describe('jobs', () => {
  it('are the schedules of the contract, a function and a rule for each', () => {
    expect(resourcesOf(jobs, 'AWS::Lambda::Function')).toHaveLength(scheduleEntries.length);
    expect(rules).toHaveLength(scheduleEntries.length);
  });
});

describe('the job that places synthetic orders', () => {
  const stateIn = (template: Template) =>
    resourcesOf(template, 'AWS::Events::Rule').map(([id, { Properties }]) => [
      id.includes('syntheticorder'),
      Properties.State,
    ]);

  it('is the only one that does not run in a stage without them', () => {
    const states = stateIn(jobs);
    expect(states.filter(([, state]) => state !== 'ENABLED')).toEqual([[true, 'DISABLED']]);
  });

  it('runs in a stage with them', () => {
    const states = stateIn(synthesized(withSyntheticOrders).jobs);
    expect(new Set(states.map(([, state]) => state))).toEqual(new Set(['ENABLED']));
  });
});

describe.each(scheduleEntries)('job %s', (name, schedule) => {
  const [functionId, { Properties: properties }] = functionIn(jobs, `order-service-dev-${name}`);
  const liveId = aliasOf(jobs, functionId);
  const [rule] = rules.filter(([, { Properties }]) =>
    Properties.Targets.some(({ Arn }: { Arn: unknown }) => textOf(Arn, data) === liveId),
  );

  it('runs on Node 24 on arm64 with the contract’s memory and timeout', () => {
    expect(properties).toMatchObject({
      Architectures: ['arm64'],
      Runtime: 'nodejs24.x',
      MemorySize: schedule.memoryMb,
      Timeout: schedule.timeoutSeconds,
    });
  });

  it('runs at the interval of the contract and ends before its next run', () => {
    const minutes = schedule.everyMinutes;
    expect(rule?.[1].Properties).toMatchObject({ ScheduleExpression: rates[minutes] });
    expect(properties.Timeout).toBeLessThan(60 * minutes);
  });

  it('is not run again because a run failed', () => {
    expect(rule?.[1].Properties.Targets).toMatchObject([{ RetryPolicy: { MaximumRetryAttempts: 0 } }]);
    jobs.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      FunctionName: { Ref: functionId },
      Qualifier: { 'Fn::Select': [7, { 'Fn::Split': [':', { Ref: liveId }] }] },
      MaximumRetryAttempts: 0,
    });
  });

  it('can be started by its own rule only', () => {
    const permissions = resourcesOf(jobs, 'AWS::Lambda::Permission').filter(
      ([, { Properties }]) => textOf(Properties.FunctionName, data) === liveId,
    );
    expect(permissions.map(([, { Properties }]) => Properties)).toMatchObject([
      { Principal: 'events.amazonaws.com', SourceArn: { 'Fn::GetAtt': [rule?.[0], 'Arn'] } },
    ]);
  });
});
