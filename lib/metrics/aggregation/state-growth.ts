import type { ExactCounts } from '../exact-line.ts';
import { cellId } from '../exact-line.ts';
import type { CellGrowth, SlotGrowth } from '../metrics-store.ts';

/** What an environment has counted between two states. */
export interface StateGrowth {
  readonly growth: CellGrowth;
  readonly slots: readonly SlotGrowth[];
}

const none: ExactCounts = { series: {} };

/** Every number that a state has counted, by its cell. */
export const cellsOf = ({ series }: ExactCounts): Record<string, number> => {
  const cells: Record<string, number> = {};
  for (const [id, counts] of Object.entries(series)) {
    if (typeof counts === 'number') cells[id] = counts;
    else for (const [part, count] of Object.entries(counts)) cells[cellId(id, part)] = count;
  }
  return cells;
};

/** What is more in `later`; a cell that is not in it has not changed. `undefined` if anything is less. */
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
