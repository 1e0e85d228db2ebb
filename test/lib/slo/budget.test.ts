import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  budgetEvents,
  budgetState,
  burnRate,
  errorRatio,
  remainingBudget,
  totalEvents,
} from '../../../lib/slo/budget.ts';

const objective = { target: '99.9', windowDays: 30, minBadEvents: 1, expectedEventsPerHour: 1_000 };
const counts = fc.record({ good: fc.nat(10_000_000), bad: fc.nat(10_000_000) });

describe('errorRatio', () => {
  it('is the part of the events that was bad', () => {
    expect(errorRatio({ good: 999, bad: 1 })).toBe(0.001);
    expect(errorRatio({ good: 0, bad: 1 })).toBe(1);
  });

  it('is 0 without events', () => {
    expect(errorRatio({ good: 0, bad: 0 })).toBe(0);
  });
});

describe('burnRate', () => {
  it('is 1 when the budget is used exactly by the end of the window', () => {
    expect(burnRate(objective, { good: 999, bad: 1 })).toBe(1);
  });

  it('is 1000 in a total outage of 99.9 %', () => {
    expect(burnRate(objective, { good: 0, bad: 7 })).toBe(1_000);
  });
});

describe('remainingBudget', () => {
  it('is whole without events', () => {
    expect(remainingBudget(objective, { good: 0, bad: 0 })).toBe(1);
  });

  it('is exactly 0 when the target is just met', () => {
    expect(remainingBudget(objective, { good: 999_000, bad: 1_000 })).toBe(0);
  });

  it('is less than 0 when the target is missed', () => {
    expect(remainingBudget(objective, { good: 1_998, bad: 4 })).toBeCloseTo(-1, 1);
  });

  it('is at most 1 and never not a number', () => {
    fc.assert(
      fc.property(counts, (events) => {
        const remaining = remainingBudget(objective, events);
        expect(remaining).toBeLessThanOrEqual(1);
        expect(Number.isFinite(remaining)).toBe(true);
      }),
    );
  });

  it('never grows by a bad event and never shrinks by a good one', () => {
    fc.assert(
      fc.property(counts, ({ good, bad }) => {
        const before = remainingBudget(objective, { good, bad });
        // Equal quotients may differ in their last digit.
        const rounding = 1e-12 * Math.abs(before);
        const worse = remainingBudget(objective, { good, bad: bad + 1 });
        const better = remainingBudget(objective, { good: good + 1, bad });
        expect(worse).toBeLessThanOrEqual(before + rounding);
        expect(better).toBeGreaterThanOrEqual(before - rounding);
      }),
    );
  });
});

describe('budgetEvents', () => {
  const guarded = { ...objective, minBadEvents: 5 };

  it('is the part of the events that may be bad', () => {
    expect(budgetEvents(guarded, { good: 90_000, bad: 10_000 })).toBe(100);
  });

  it('is the guard where fewer events may be bad', () => {
    expect(budgetEvents(guarded, { good: 20, bad: 1 })).toBe(5);
  });

  it('counts the time before the counters as declared traffic without bad events', () => {
    const day = 86_400;
    // 29 days of 1,000 events an hour, and 4,000 events of a day.
    expect(budgetEvents(guarded, { good: 4_000, bad: 0 }, day)).toBe(700);
    expect(remainingBudget(guarded, { good: 3_930, bad: 70 }, day)).toBeCloseTo(0.9, 9);
  });

  it('treats a history longer than the window as the whole window', () => {
    expect(budgetEvents(guarded, { good: 10_000, bad: 0 }, 90 * 86_400)).toBe(10);
  });
});

describe('budgetState', () => {
  const guarded = { ...objective, minBadEvents: 5 };

  it.each([
    ['no events', 0, 0],
    ['ok', 20, 0],
    ['ok', 99_901, 99],
    ['too few events', 19, 1],
    ['too few events', 0, 4],
    ['exhausted', 0, 5],
    ['exhausted', 99_900, 100],
  ])('is %s with %d good and %d bad events', (state, good, bad) => {
    expect(budgetState(guarded, { good, bad })).toBe(state);
  });
});

describe('totalEvents', () => {
  it('counts good and bad', () => {
    expect(totalEvents({ good: 3, bad: 4 })).toBe(7);
  });
});
