import { partsOfUnit } from '../../contract/metric-definition.ts';
import { type MetricLabels, metrics } from '../../contract/metrics.ts';
import { bucketOf, cellId, cellsOf, type ExactCounts, seriesId } from '../exact-line.ts';
import type { CellGrowth, SlotGrowth } from '../metrics-store.ts';

/** Growth of an environment's counts between two states. */
export interface StateGrowth {
  readonly growth: CellGrowth;
  readonly slots: readonly SlotGrowth[];
}

const none: ExactCounts = { series: {} };

/** Growth of each cell in `later`; a cell that is absent has not changed. `undefined` if any cell is less. */
const growthOf = (
  later: Readonly<Record<string, number>>,
  earlier: Readonly<Record<string, number>>,
): CellGrowth | undefined => {
  const grown = Object.entries(later).map(([cell, count]) => [cell, count - (earlier[cell] ?? 0)] as const);
  if (grown.some(([, by]) => by < 0)) return undefined;
  return Object.fromEntries(grown.filter(([, by]) => by > 0));
};

const slotsGrowth = (later: ExactCounts, earlier: ExactCounts): SlotGrowth[] | undefined => {
  const slots: SlotGrowth[] = [];
  for (const [series, bySlot] of Object.entries(later.slots ?? {})) {
    for (const [slot, counts] of Object.entries(bySlot)) {
      const bins = growthOf(counts, earlier.slots?.[series]?.[slot] ?? {});
      if (!bins) return undefined;
      if (Object.keys(bins).length > 0) slots.push({ series, slot: Number(slot), bins });
    }
  }
  return slots;
};

/**
 * How an environment's counts went from one state to a later one.
 * @returns `undefined` when something was counted back, which no environment does.
 */
export const growthBetween = (later: ExactCounts, earlier: ExactCounts = none): StateGrowth | undefined => {
  const growth = growthOf(cellsOf(later), cellsOf(earlier));
  const slots = slotsGrowth(later, earlier);
  return growth && slots && { growth, slots };
};

export type LineOutcome = MetricLabels<'order_service_metrics_lines_total'>['outcome'];

const linesMetric = metrics.order_service_metrics_lines_total;
const lagMetric = metrics.order_service_metrics_ingest_lag_seconds;
const lagSeries = seriesId(lagMetric, {});
const partsOfMs = partsOfUnit.seconds / 1_000;

/**
 * Counters of the aggregator about lines. They go into the totals beside the counters of the lines, in the same write.
 * @param lagsMs milliseconds from the printing of each readable line to its aggregation.
 */
export const selfGrowth = (
  outcomes: Readonly<Partial<Record<LineOutcome, number>>>,
  lagsMs: readonly number[],
): CellGrowth => {
  const growth: Record<string, number> = {};
  const add = (cell: string, by: number) => {
    if (by > 0) growth[cell] = (growth[cell] ?? 0) + by;
  };
  for (const [outcome, count] of Object.entries(outcomes)) add(seriesId(linesMetric, { outcome }), count);
  for (const lagMs of lagsMs) {
    const counted = Math.max(0, Math.round(lagMs * partsOfMs));
    add(cellId(lagSeries, bucketOf(lagMetric, counted)), 1);
    add(cellId(lagSeries, 'sum'), counted);
  }
  return growth;
};
