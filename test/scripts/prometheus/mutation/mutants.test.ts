import { describe, expect, it } from 'vitest';
import { brokenAt, mutantsOf, withWhatItReads } from '../../../../scripts/prometheus/mutation/mutants.ts';
import type { RecordingRule } from '../../../../scripts/prometheus/rules/rule.ts';

const recording = (record: string, expr: string): RecordingRule => ({ record, expr, labels: {} });

describe('brokenAt', () => {
  it('breaks one place at a time', () => {
    expect(brokenAt('a > 1 and b > 1', /> (\d)/g, (_, value) => `>= ${value}`)).toEqual([
      'a >= 1 and b > 1',
      'a > 1 and b >= 1',
    ]);
  });

  it('leaves alone what is multiplied by zero', () => {
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

describe('withWhatItReads', () => {
  it('takes rules along over any number of steps, in their order', () => {
    const first = recording('first', 'vector(1)');
    const second = recording('second', 'first{a="b"}');
    const third = recording('third', '1 - second{a="b"}');
    const other = recording('other', 'vector(1)');
    expect(withWhatItReads(third, [first, other, second, third])).toEqual([first, second, third]);
  });
});
