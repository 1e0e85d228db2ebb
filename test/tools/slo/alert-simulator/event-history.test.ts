import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventHistory } from '../../../../tools/slo/alert-simulator/event-history.ts';
import type { Phase } from '../../../../tools/slo/alert-simulator/incident.ts';

const historyOf = (...phases: readonly Phase[]) => eventHistory({ id: 'i', title: 'i', phases });

describe('eventHistory', () => {
  const history = historyOf(
    { seconds: 120, goodPerMinute: 6, badPerMinute: 0 },
    { seconds: 60, goodPerMinute: 3, badPerMinute: 9 },
  );

  it('counts sixtieths of events between two seconds, across phases', () => {
    expect(history(60, 180)).toEqual({ good: 6 * 60 + 3 * 60, bad: 9 * 60 });
    expect(history(110, 130)).toEqual({ good: 6 * 10 + 3 * 10, bad: 9 * 10 });
  });

  it('has no events before the first phase and after the last', () => {
    expect(history(-3_600, 0)).toEqual({ good: 0, bad: 0 });
    expect(history(180, 600)).toEqual({ good: 0, bad: 0 });
    expect(history(-60, 1_000)).toEqual({ good: 15 * 60, bad: 9 * 60 });
  });

  it('does not see bad events whose counter does not exist', () => {
    const goodOnly = historyOf({ seconds: 60, goodPerMinute: 5, badPerMinute: 5, series: 'good-only' });
    expect(goodOnly(0, 60)).toEqual({ good: 300, bad: 0 });
  });

  it('ignores events without a counter', () => {
    const nothing = historyOf({ seconds: 60, goodPerMinute: 5, badPerMinute: 5, series: 'none' });
    expect(nothing(0, 60)).toEqual({ good: 0, bad: 0 });
  });

  it('is additive over any division of time', () => {
    const second = fc.integer({ min: 0, max: 200 });
    fc.assert(
      fc.property(second, second, second, (...seconds) => {
        const [from = 0, cut = 0, to = 0] = seconds.toSorted((a, b) => a - b);
        const [first, rest, all] = [history(from, cut), history(cut, to), history(from, to)];
        expect({ good: first.good + rest.good, bad: first.bad + rest.bad }).toEqual(all);
      }),
    );
  });
});
