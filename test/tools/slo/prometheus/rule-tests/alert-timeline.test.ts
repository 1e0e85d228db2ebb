import { describe, expect, it } from 'vitest';
import type { AlertRule } from '../../../../../tools/slo/alert-simulator/alert-rule.ts';
import type { Incident } from '../../../../../tools/slo/alert-simulator/incident.ts';
import { isCertain } from '../../../../../tools/slo/prometheus/rule-tests/alert-timeline.ts';

const bad = (badPerMinute: number): Incident => ({
  id: 'it',
  title: 'it',
  phases: [{ seconds: 3_600, goodPerMinute: 10_000 - badPerMinute, badPerMinute }],
});

const over = (...windowsSeconds: AlertRule['windowsSeconds']): AlertRule => ({
  windowsSeconds,
  threshold: '0.0144',
  minBadEvents: 5,
  forSeconds: 0,
});

const atTheEnd = { fromSeconds: 3_600, stepSeconds: 60 };

describe('isCertain', () => {
  it.each([143, 145])(
    'is so at %d bad events of 10,000, whether that is over the threshold or not',
    (events) => {
      expect(isCertain(over(300), bad(events), atTheEnd)).toBe(true);
    },
  );

  it('is not so where a ratio at the threshold comes out over it', () => {
    expect(isCertain(over(300), bad(144), atTheEnd)).toBe(false);
  });

  it('is so where another window decides', () => {
    // In an hour, 1.44 % come out under the threshold.
    expect(isCertain(over(3_600, 300), bad(144), atTheEnd)).toBe(true);
  });

  it('is not so when it is unsure at one of many evaluations', () => {
    expect(isCertain(over(300), bad(144), { fromSeconds: 300, stepSeconds: 300 })).toBe(false);
  });
});
