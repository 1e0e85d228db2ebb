import { describe, expect, it } from 'vitest';
import { measureBudgets } from '../../../lib/app/measure-budgets.ts';
import type { BudgetHistory, BudgetSnapshot } from '../../../lib/app/ports/budget-history.ts';
import { sloIds, slos } from '../../../lib/contract/slos.ts';
import { budgetEvents, type EventCounts } from '../../../lib/slo/budget.ts';
import { aCall } from '../../builders/a-call.ts';

const hour = 3_600_000;
const day = 24 * hour;
const start = Date.parse('2026-07-01T12:00:00Z');

const memoryHistory = (): BudgetHistory & { readonly saved: BudgetSnapshot[] } => {
  const saved: BudgetSnapshot[] = [];
  return {
    saved,
    save: async (snapshot) => {
      saved.push(snapshot);
    },
    firstSince: async (time) => saved.find(({ at }) => at >= time),
  };
};

const setUp = () => {
  const history = memoryHistory();
  let counts: EventCounts = { good: 0, bad: 0 };
  const measured: Record<string, number> = {};
  const measureAt = (now: number, seen: EventCounts) => {
    counts = seen;
    return measureBudgets({
      readTotals: async () =>
        Object.fromEntries(sloIds.map((slo) => [slo, counts])) as Record<
          (typeof sloIds)[number],
          EventCounts
        >,
      history,
      clock: () => now,
      onMeasured: (slo, remaining) => {
        measured[slo] = remaining;
      },
    })(aCall());
  };
  /** The budgets that one run publishes. */
  const publishedAt = async (now: number, seen: EventCounts) => {
    for (const slo of sloIds) delete measured[slo];
    await measureAt(now, seen);
    return { ...measured };
  };
  return { history, measured, measureAt, publishedAt };
};

const { availability } = slos;
const windowMs = availability.windowDays * day;

describe('measureBudgets', () => {
  it('publishes a whole budget at first, for any earlier totals', async () => {
    const { measured, measureAt } = setUp();
    await measureAt(start, { good: 10, bad: 90 });
    expect(measured).toEqual(Object.fromEntries(sloIds.map((slo) => [slo, 1])));
  });

  it('counts the events since the first totals, and the time before as declared traffic', async () => {
    const { measured, measureAt } = setUp();
    await measureAt(start, { good: 1_000, bad: 1_000 });
    await measureAt(start + day, { good: 2_000, bad: 1_040 });
    const allowed = budgetEvents(availability, { good: 1_000, bad: 40 }, 86_400 + 3_600);
    expect(measured['availability']).toBeCloseTo(1 - 40 / allowed, 12);
  });

  it('drops totals that are older than the window', async () => {
    const { measured, measureAt } = setUp();
    await measureAt(start, { good: 0, bad: 0 });
    await measureAt(start + hour, { good: 1_000_000, bad: 500_000 });
    await measureAt(start + hour + windowMs, { good: 3_000_000, bad: 500_010 });
    const allowed = budgetEvents(availability, { good: 2_000_000, bad: 10 });
    expect(measured['availability']).toBeCloseTo(1 - 10 / allowed, 12);
  });

  it('publishes a negative number for an exhausted budget', async () => {
    const { measured, measureAt } = setUp();
    await measureAt(start, { good: 0, bad: 0 });
    await measureAt(start + windowMs, { good: 10, bad: 90 });
    expect(measured['availability']).toBeLessThan(0);
  });

  it('counts no events for totals that fell after a restored backup', async () => {
    const { measured, measureAt } = setUp();
    await measureAt(start, { good: 1_000, bad: 1_000 });
    await measureAt(start + hour, { good: 500, bad: 500 });
    expect(measured['availability']).toBe(1);
  });

  it('publishes nothing without an event', async () => {
    const { publishedAt } = setUp();
    expect(await publishedAt(start, { good: 0, bad: 0 })).toEqual({});
    expect(await publishedAt(start + hour, { good: 0, bad: 0 })).toEqual({});
  });

  it('publishes a budget whole for two days after its events have left the window, then no more', async () => {
    const { measureAt, publishedAt } = setUp();
    await measureAt(start, { good: 0, bad: 0 });
    const seen = { good: 10, bad: 90 };
    await measureAt(start + hour, seen);
    const left = start + hour + windowMs;
    expect((await publishedAt(left - hour, seen))['availability']).toBeLessThan(0);
    expect((await publishedAt(left, seen))['availability']).toBe(1);
    expect((await publishedAt(left + 2 * day - hour, seen))['availability']).toBe(1);
    expect((await publishedAt(left + 2 * day, seen))['availability']).toBeUndefined();
  });

  it('saves totals only after it has published', async () => {
    const { history, measureAt } = setUp();
    await measureAt(start, { good: 1, bad: 2 });
    expect(history.saved).toEqual([
      { at: start, totals: Object.fromEntries(sloIds.map((slo) => [slo, { good: 1, bad: 2 }])) },
    ]);
  });
});
