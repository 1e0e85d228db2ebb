import { CfnCompositeAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { describe, expect, it } from 'vitest';
import { anAlarm, aRawAlarm, synthOf } from '../../../harness/infra/planted.ts';

const topics = (count: number) =>
  Array.from({ length: count }, (_, index) => `arn:aws:sns:eu-central-1:123456789012:t${index}`);

const withTopics = (count: number) =>
  synthOf((stack) => {
    const actions = Array.from({ length: count }, (_, index) => new SnsAction(new Topic(stack, `t${index}`)));
    anAlarm(stack, 'loud').addAlarmAction(...actions);
  });

const states = [
  ['ALARM', 'alarmActions'],
  ['OK', 'okActions'],
  ['INSUFFICIENT_DATA', 'insufficientDataActions'],
] as const;

describe('actions of an alarm', () => {
  it('allow five topics, and refuse six', () => {
    expect(withTopics(5)).not.toThrow();
    expect(withTopics(6)).toThrow(/shop\/loud\/Resource: it has 6 actions for ALARM, at most 5 are allowed/);
  });

  it.each(states)('allow five for %s, and refuse six', (state, property) => {
    const withActions = (count: number) =>
      synthOf((stack) => {
        aRawAlarm(stack, { [property]: topics(count) });
      });
    expect(withActions(5)).not.toThrow();
    expect(withActions(6)).toThrow(`it has 6 actions for ${state}, at most 5 are allowed`);
  });

  it.each(states)('allow five of a composite alarm for %s, and refuse six', (state, property) => {
    const withActions = (count: number) =>
      synthOf((stack) => {
        new CfnCompositeAlarm(stack, 'loud', { alarmRule: 'ALARM(a)', [property]: topics(count) });
      });
    expect(withActions(5)).not.toThrow();
    expect(withActions(6)).toThrow(`it has 6 actions for ${state}, at most 5 are allowed`);
  });
});
