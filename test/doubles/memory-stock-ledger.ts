import type { MovementFailure, StockLedger } from '../../lib/app/ports/stock-ledger.ts';
import { recordFailures } from './memory-commit-failures.ts';
import { emptyState, type MemoryState } from './memory-state.ts';

/** The stock ledger in this process's memory, for tests and simulation. */
export const createMemoryStockLedger = (state: MemoryState = emptyState()): StockLedger => ({
  async commit(commit) {
    const { movement, changes, idempotency } = structuredClone(commit);
    const { sku } = movement;
    const levels = state.stock.get(sku) ?? [];
    const isKnown = state.movements.get(sku)?.some(({ id }) => id === movement.id);
    const isShort = changes.some(({ shard, units }) => {
      const level = levels[shard];
      return !level || level.available + units < 0;
    });
    const failures: MovementFailure[] = [
      ...recordFailures(state, idempotency),
      ...(isShort || isKnown ? [{ kind: 'stock' } as const] : []),
    ];
    if (failures.length > 0) return structuredClone(failures);
    state.records.set(idempotency.record.recordId, idempotency.record);
    state.movements.set(sku, [...(state.movements.get(sku) ?? []), movement]);
    state.stock.set(
      sku,
      levels.map((level) => {
        const { units = 0 } = changes.find(({ shard }) => shard === level.shard) ?? {};
        return { ...level, available: level.available + units };
      }),
    );
    return [];
  },
  async *listMovements(sku) {
    const movements = structuredClone(state.movements.get(sku) ?? []);
    yield* [...movements].sort((a, b) => (a.id < b.id ? -1 : 1));
  },
});
