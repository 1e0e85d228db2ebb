import { AlarmRule, CfnCompositeAlarm, CompositeAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { describe, expect, it } from 'vitest';
import { aComposite, anAlarm, inAlarm, synthOf } from './planted.ts';

const ofAlarms = (count: number) =>
  synthOf((stack) => {
    const alarms = Array.from({ length: count }, (_, index) => anAlarm(stack, `a${index}`));
    aComposite(stack, 'many', AlarmRule.anyOf(...alarms.map(inAlarm)));
  });

const withRule = (alarmRule: string) =>
  synthOf((stack) => {
    new CfnCompositeAlarm(stack, 'ruled', { alarmRule });
  });

const repeated = (count: number) => Array.from({ length: count }, () => 'ALARM(a)').join(' OR ');

const shared = (composites: number) =>
  synthOf((stack) => {
    const child = anAlarm(stack, 'child');
    for (let index = 0; index < composites; index += 1) aComposite(stack, `c${index}`, inAlarm(child));
  });

describe('limits of a composite alarm', () => {
  it('allow 100 alarms in its rule, and refuse 101', () => {
    expect(ofAlarms(100)).not.toThrow();
    expect(ofAlarms(101)).toThrow(/shop\/many\/Resource: its rule names 101 alarms, at most 100/);
  });

  it('allow 500 elements in its rule, and refuse 501', () => {
    expect(withRule(repeated(500))).not.toThrow();
    expect(withRule(`${repeated(500)} AND TRUE`)).toThrow(/its rule has 501 elements, at most 500/);
  });

  it('refuse a rule of more than 10,240 characters', () => {
    expect(withRule(`ALARM("${'n'.repeat(10_240)}")`)).toThrow(/its rule has 10249 characters/);
  });

  it('allow an alarm in 150 composites, and refuse it in 151', () => {
    expect(shared(150)).not.toThrow();
    expect(shared(151)).toThrow(/alarm child\w+\.Arn is in 151 composites, at most 150/);
  });

  it('refuse a name that is too long', () => {
    const named = synthOf((stack) => {
      const alarmRule = inAlarm(anAlarm(stack, 'child'));
      new CompositeAlarm(stack, 'named', { compositeAlarmName: 'n'.repeat(256), alarmRule });
    });
    expect(named).toThrow(/shop\/named\/Resource: its name has 256 characters/);
  });
});
