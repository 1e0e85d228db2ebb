import type { Stack } from 'aws-cdk-lib';
import {
  type Alarm,
  AlarmRule,
  AlarmState,
  AtLeastThreshold,
  CfnCompositeAlarm,
  CompositeAlarm,
  type IAlarmRule,
} from 'aws-cdk-lib/aws-cloudwatch';
import { describe, expect, it } from 'vitest';
import { aComposite, anAlarm, inAlarm, synthOf } from '../../../harness/infra/planted.ts';

const alarmsOf = (stack: Stack, count: number) =>
  Array.from({ length: count }, (_, index) => anAlarm(stack, `a${index}`));

const ofAlarms = (count: number) =>
  synthOf((stack) => {
    aComposite(stack, 'many', AlarmRule.anyOf(...alarmsOf(stack, count).map(inAlarm)));
  });

const threshold = AtLeastThreshold.count(1);

const ofAtLeast = (count: number) =>
  synthOf((stack) => {
    const operands = alarmsOf(stack, count);
    aComposite(stack, 'many', AlarmRule.atLeast(AlarmState.ALARM, { operands, threshold }));
  });

const ofNegatedAtLeast = (count: number) =>
  synthOf((stack) => {
    const options = { operands: alarmsOf(stack, count), threshold: AtLeastThreshold.percentage(60) };
    aComposite(stack, 'many', AlarmRule.not(AlarmRule.atLeastNot(AlarmState.OK, options)));
  });

const withRule = (alarmRule: string) =>
  synthOf((stack) => {
    new CfnCompositeAlarm(stack, 'ruled', { alarmRule });
  });

const repeated = (count: number, part = 'ALARM(a)') => Array.from({ length: count }, () => part).join(' OR ');

const shared = (composites: number, ruleOf: (child: Alarm) => IAlarmRule) =>
  synthOf((stack) => {
    const child = anAlarm(stack, 'child');
    for (let index = 0; index < composites; index += 1) aComposite(stack, `c${index}`, ruleOf(child));
  });

describe('limits of a composite alarm', () => {
  it('allow 100 alarms in its rule, and refuse 101', () => {
    expect(ofAlarms(100)).not.toThrow();
    expect(ofAlarms(101)).toThrow(/shop\/many\/Resource: its rule names 101 alarms, at most 100/);
  });

  it.each([
    ['at least one', ofAtLeast],
    ['a share that is negated', ofNegatedAtLeast],
  ])('allow 100 alarms of which %s counts, and refuse 101', (_, ofCount) => {
    expect(ofCount(100)).not.toThrow();
    expect(ofCount(101)).toThrow(/shop\/many\/Resource: its rule names 101 alarms, at most 100/);
  });

  it('allow 500 elements in its rule, and refuse 501', () => {
    expect(withRule(repeated(500))).not.toThrow();
    expect(withRule(`${repeated(500)} AND TRUE`)).toThrow(/its rule has 501 elements, at most 500/);
  });

  it('count a pair of parentheses as an element', () => {
    expect(withRule(repeated(250, '(ALARM(a))'))).not.toThrow();
    expect(withRule(repeated(300, '(ALARM(a))'))).toThrow(/its rule has 600 elements, at most 500/);
    expect(withRule(repeated(251, 'NOT (TRUE)'))).toThrow(/its rule has 502 elements/);
  });

  it('count every alarm of an AT_LEAST as an element, and none of its parentheses', () => {
    const five = 'AT_LEAST(50%, NOT ALARM, (a, "b (old), c", "ALARM(d)", e,f))';
    expect(withRule(repeated(100, five))).not.toThrow();
    expect(withRule(`${repeated(100, five)} OR TRUE`)).toThrow(/its rule has 501 elements/);
  });

  it('refuse a rule of more than 10,240 characters', () => {
    expect(withRule(`ALARM("${'n'.repeat(10_240)}")`)).toThrow(/its rule has 10249 characters/);
  });

  it('allow an alarm in 150 composites, and refuse it in 151', () => {
    expect(shared(150, inAlarm)).not.toThrow();
    expect(shared(151, inAlarm)).toThrow(/alarm child\w+\.Arn is in 151 composites, at most 150/);
  });

  it('refuse an alarm in 151 composites that need at least one', () => {
    const atLeastOne = (child: Alarm) =>
      AlarmRule.atLeast(AlarmState.ALARM, { operands: [child], threshold });
    expect(shared(151, atLeastOne)).toThrow(/alarm child\w+\.Arn is in 151 composites, at most 150/);
  });

  it('refuse a name that is too long', () => {
    const named = synthOf((stack) => {
      const alarmRule = inAlarm(anAlarm(stack, 'child'));
      new CompositeAlarm(stack, 'named', { compositeAlarmName: 'n'.repeat(256), alarmRule });
    });
    expect(named).toThrow(/shop\/named\/Resource: its name has 256 characters/);
  });
});
