import { type SloId, sloIds, slos } from '../contract/slos.ts';
import type { CallOptions } from '../platform/call-options.ts';
import type { Clock } from '../platform/ports.ts';
import { type EventCounts, remainingBudget, totalEvents, windowSeconds } from '../slo/budget.ts';
import type { BudgetHistory, BudgetSnapshot, SloTotals } from './ports/budget-history.ts';

export interface MeasureBudgetsDependencies {
  /** Judged events of every objective since the counters began. */
  readonly readTotals: (options: CallOptions) => Promise<Readonly<Record<SloId, EventCounts>>>;
  readonly history: BudgetHistory;
  readonly clock: Clock;
  /**
   * Receives the part of an objective's budget that is left, less than 0 when more than all is used. Not called for an
   * objective that had no event in its window or shortly before.
   */
  readonly onMeasured: (slo: SloId, remaining: number) => void;
}

const none: EventCounts = { good: 0, bad: 0 };

/**
 * How long a budget is published after its last event has left the window: the alarm, which keeps its state without data, has
 * to see it whole, even if some runs fail.
 */
const afterWindowMs = 2 * 86_400_000;

/** Events since earlier totals. A table that was restored from a backup may have fewer than it had. */
const growth = (now: EventCounts, before: EventCounts): EventCounts => ({
  good: Math.max(0, now.good - before.good),
  bad: Math.max(0, now.bad - before.bad),
});

/** Whether an objective had an event since earlier totals, or ever if there are none. */
const hasEvents = (slo: SloId, totals: SloTotals, earlier: BudgetSnapshot | undefined): boolean =>
  totalEvents(growth(totals[slo] ?? none, earlier?.totals[slo] ?? none)) > 0;

/** Without earlier totals, nothing is known of the window yet: the totals may be of any time. */
const remainingSince = (
  slo: SloId,
  totals: SloTotals,
  earlier: BudgetSnapshot | undefined,
  now: number,
): number => {
  const counts = earlier ? growth(totals[slo] ?? none, earlier.totals[slo] ?? none) : none;
  // Totals are an hour apart: those of the first hour of the window fill it.
  const historySeconds = earlier ? (now - earlier.at) / 1_000 + 3_600 : 0;
  return remainingBudget(slos[slo], counts, historySeconds);
};

/**
 * Use case: measure how much of each objective's budget is left, over its whole window, which no alarm of CloudWatch
 * covers. Counts the exact totals, as Prometheus does, and by the same rule for a short history.
 * @throws {ServiceError} SYS-002 or SYS-003; the next run measures again.
 */
export const measureBudgets =
  ({ readTotals, history, clock, onMeasured }: MeasureBudgetsDependencies) =>
  async (options: CallOptions): Promise<{ readonly remaining: Readonly<Record<SloId, number>> }> => {
    const now = clock();
    const totals = await readTotals(options);
    const windows = new Set(sloIds.map((slo) => windowSeconds(slos[slo]) * 1_000));
    const agesMs = [...windows].flatMap((windowMs) => [windowMs, windowMs + afterWindowMs]);
    const snapshots = new Map(
      await Promise.all(
        agesMs.map(async (ageMs) => [ageMs, await history.firstSince(now - ageMs, options)] as const),
      ),
    );
    const remaining = Object.fromEntries(
      sloIds.map((slo) => [
        slo,
        remainingSince(slo, totals, snapshots.get(windowSeconds(slos[slo]) * 1_000), now),
      ]),
    ) as Record<SloId, number>;
    for (const slo of sloIds) {
      const before = snapshots.get(windowSeconds(slos[slo]) * 1_000 + afterWindowMs);
      if (hasEvents(slo, totals, before)) onMeasured(slo, remaining[slo]);
    }
    await history.save({ at: now, totals }, options);
    return { remaining };
  };
