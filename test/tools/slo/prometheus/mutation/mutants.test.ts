import { describe, expect, it } from 'vitest';
import {
  brokenAt,
  mutantsOf,
  withWhatItReads,
} from '../../../../../tools/slo/prometheus/mutation/mutants.ts';
import type { AlertRule, RecordingRule } from '../../../../../tools/slo/prometheus/rules/rule.ts';

const recording = (record: string, expr: string): RecordingRule => ({ record, expr, labels: {} });

describe('brokenAt', () => {
  it('breaks one place at a time', () => {
    expect(brokenAt('a > 1 and b > 1', /> (\d)/g, (_, value) => `>= ${value}`)).toEqual([
      'a >= 1 and b > 1',
      'a > 1 and b >= 1',
    ]);
  });

  it('skips a factor of zero', () => {
    expect(brokenAt('rate(a)\nor\n  0 * rate(b)', /rate/g, () => 'irate')).toEqual([
      'irate(a)\nor\n  0 * rate(b)',
    ]);
  });
});

describe('mutantsOf', () => {
  it('differ from the rule and from each other', () => {
    const rule = recording('r', 'sum by (job) (rate(slo_events_total{slo="a",outcome="bad"}[5m]))');
    const written = mutantsOf(rule).map(({ mutated }) => JSON.stringify(mutated));
    expect(written).not.toContain(JSON.stringify(rule));
    expect(new Set(written).size).toBe(written.length);
  });
});

describe('mutantsOf an alert', () => {
  const alert = (patience: string | undefined): AlertRule => ({
    alert: 'a',
    expr: 'vector(1)',
    ...(patience && { for: patience }),
    labels: {},
    annotations: { summary: 's', description: 'd', runbook_url: 'r' },
  });
  const waitsOf = (patience?: string) =>
    mutantsOf(alert(patience))
      .filter(({ name }) => / is impatient| hesitates/.test(name))
      .map(({ mutated }) => (mutated && 'alert' in mutated ? mutated.for : 'none'));

  it.each([
    ['52s', '22s', '1m22s'],
    ['8m39s', '8m9s', '9m9s'],
    ['1h', '59m30s', '1h30s'],
  ])('that waits %s wait an evaluation less and more', (patience, less, more) => {
    expect(waitsOf(patience)).toEqual([more, less]);
  });

  it('that waits no longer than an evaluation fire at once', () => {
    expect(waitsOf('30s')).toEqual(['1m', undefined]);
  });

  it('that does not wait hesitate', () => {
    expect(waitsOf()).toEqual(['30s']);
  });
});

describe('withWhatItReads', () => {
  it('includes required rules over any number of steps, in their order', () => {
    const first = recording('first', 'vector(1)');
    const second = recording('second', 'first{a="b"}');
    const third = recording('third', '1 - second{a="b"}');
    const other = recording('other', 'vector(1)');
    expect(withWhatItReads(third, [first, other, second, third])).toEqual([first, second, third]);
  });
});
