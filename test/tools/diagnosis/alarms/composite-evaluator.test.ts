import { describe, expect, it } from 'vitest';
import type { AlarmState } from '../../../../tools/diagnosis/alarms/alarm-evaluator.ts';
import { ruleCondition, sentAt } from '../../../../tools/diagnosis/alarms/composite-evaluator.ts';

describe('rule of a composite', () => {
  const rule = '(ALARM("a.Arn") AND ALARM("b.Arn")) OR ALARM("c.Arn")';

  it.each([
    [['a'], false],
    [['a', 'b'], true],
    [['c'], true],
    [[], false],
  ])('with %j in alarm is %s', (inAlarm: string[], expected) => {
    expect(ruleCondition(rule)((child) => inAlarm.includes(child))).toBe(expected);
  });

  it('binds AND before OR', () => {
    const condition = ruleCondition('ALARM("c.Arn") OR ALARM("a.Arn") AND ALARM("b.Arn")');
    expect(condition((child) => child === 'c')).toBe(true);
    expect(condition((child) => child === 'a')).toBe(false);
  });

  it.each(['ALARM(a)', '(ALARM("a.Arn")', 'ALARM("a.Arn") NOT ALARM("b.Arn")'])(
    'refuses the unknown %s',
    (text) => {
      expect(() => ruleCondition(text)).toThrow(/cannot read|expected/);
    },
  );
});

/** A letter for each minute: `A` is ALARM. */
const states = (letters: string): AlarmState[] =>
  [...letters].map((letter) => (letter === 'A' ? 'ALARM' : 'OK'));

describe('sending of a composite', () => {
  const patience = { waitSeconds: 120, extensionSeconds: 180 };

  it('is at once without a suppressor, each time that it begins', () => {
    expect(sentAt(states('..AA..A'), undefined, patience)).toEqual([180, 420]);
  });

  it('waits for the suppressor to come', () => {
    expect(sentAt(states('..AAAAA'), states('.......'), patience)).toEqual([300]);
  });

  it('does not occur if the alarm ends before the wait', () => {
    expect(sentAt(states('..A....'), states('.......'), patience)).toEqual([]);
  });

  it('is silent while the suppressor is on, and for the extension after', () => {
    expect(sentAt(states('..AAAAAAAAAA'), states('...AAA......'), patience)).toEqual([600]);
    expect(sentAt(states('..AAAAA.....'), states('...AAA......'), patience)).toEqual([]);
  });
});
