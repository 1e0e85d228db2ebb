import { describe, expect, it } from 'vitest';
import { counterSamples } from '../../../../../tools/slo/prometheus/rule-tests/counter-samples.ts';

const samples = (...values: readonly (number | undefined)[]) =>
  values.map((value, minute) => ({ at: minute * 60, value }));

describe('counterSamples', () => {
  it('writes steady growth in one part', () => {
    expect(counterSamples(samples(0, 6, 12), 60)).toBe('0+6x2');
  });

  it('writes one part for each rate', () => {
    expect(counterSamples(samples(0, 0, 0, 3, 6), 60)).toBe('0+0x2 3+3x1');
  });

  it('leaves a gap for each step without a scrape', () => {
    const some = samples(0, 6, 12, 18, 24, 30, 36).filter(({ at }) => ![0, 180, 240].includes(at));
    expect(counterSamples(some, 60)).toBe('_ 6+6x1 _x2 30+6x1');
  });

  it('marks the first missing sample as a failed scrape', () => {
    expect(counterSamples(samples(0, 6, 12, undefined, undefined, 18, 24), 60)).toBe('0+6x2 stale _ 18+6x1');
  });

  it('marks no failed scrape before the first sample', () => {
    expect(counterSamples(samples(undefined, undefined, 6), 60)).toBe('_x2 6');
  });

  it('marks one failed scrape in a gap with skipped steps', () => {
    const some = samples(0, undefined, undefined, undefined, 6).filter(({ at }) => at !== 120);
    expect(counterSamples(some, 60)).toBe('0 stale _ _ 6');
  });

  it('has no series for an outcome that is never reported', () => {
    expect(counterSamples(samples(undefined, undefined), 60)).toBeUndefined();
  });
});
