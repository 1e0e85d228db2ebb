import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { burnRate, errorRatio, remainingBudget, totalEvents } from '../../../lib/slo/budget.ts';

const objective = { target: '99.9' };
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
    expect(remainingBudget(objective, { good: 998, bad: 2 })).toBe(-1);
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
        expect(remainingBudget(objective, { good, bad: bad + 1 })).toBeLessThanOrEqual(before);
        expect(remainingBudget(objective, { good: good + 1, bad })).toBeGreaterThanOrEqual(before);
      }),
    );
  });
});

describe('totalEvents', () => {
  it('counts good and bad', () => {
    expect(totalEvents({ good: 3, bad: 4 })).toBe(7);
  });
});
