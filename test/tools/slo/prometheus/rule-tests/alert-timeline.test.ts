import { describe, expect, it } from 'vitest';
import type { AlertRule } from '../../../../../tools/slo/alert-simulator/alert-rule.ts';
import { isCertain } from '../../../../../tools/slo/prometheus/rule-tests/alert-timeline.ts';

const over = (...windowsSeconds: AlertRule['windowsSeconds']): AlertRule => ({
  windowsSeconds,
  threshold: '0.0144',
  minBadEvents: 5,
  forSeconds: 0,
});

/** A history with a ratio of bad events, by both ways of Prometheus to count. */
const seen = (ofIncreases: number, ofRates = ofIncreases) => ({
  increases: () => ({ good: 1 - ofIncreases, bad: ofIncreases }),
  rates: () => ({ good: 1 - ofRates, bad: ofRates }),
});

const nextDouble = 0.0144 + 2 ** -58;

describe('isCertain', () => {
  it.each([0.0143, 0.0145])('is true at a ratio of %d, above or below the threshold', (ratio) => {
    expect(isCertain(over(300), seen(ratio), 3_600)).toBe(true);
  });

  it('is true at the threshold to the last digit', () => {
    expect(isCertain(over(300), seen(0.0144), 3_600)).toBe(true);
  });

  it('is false where a ratio at the threshold is rounded over it', () => {
    expect(isCertain(over(300), seen(nextDouble), 3_600)).toBe(false);
    expect(isCertain(over(300), seen(0.0144, nextDouble), 3_600)).toBe(false);
  });

  it('is false when one of many windows is uncertain', () => {
    const long = { ...seen(0.5), rates: (from: number) => seen(from === 0 ? nextDouble : 0.5).rates() };
    expect(isCertain(over(3_600, 300), long, 3_600)).toBe(false);
  });
});
