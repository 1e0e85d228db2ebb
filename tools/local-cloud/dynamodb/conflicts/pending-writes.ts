import type { ItemId } from './written-items.ts';

/** The writes that have begun and not ended. */
export interface PendingWrites {
  /** Whether a transaction holds the item. */
  isHeld(item: ItemId): boolean;
  /** Whether anything is writing the item: a transaction or a single write. */
  isWritten(item: ItemId): boolean;
  /** Begins a transaction on items that no other one holds. The result ends it. */
  hold(items: readonly ItemId[]): () => void;
  /** Begins a single write. The result ends it. */
  write(item: ItemId): () => void;
}

export const createPendingWrites = (): PendingWrites => {
  const held = new Set<ItemId>();
  const singleWrites = new Map<ItemId, number>();
  const add = (item: ItemId, change: number) => {
    const count = (singleWrites.get(item) ?? 0) + change;
    if (count > 0) singleWrites.set(item, count);
    else singleWrites.delete(item);
  };
  return {
    isHeld: (item) => held.has(item),
    isWritten: (item) => held.has(item) || singleWrites.has(item),
    hold(items) {
      for (const item of items) held.add(item);
      return () => {
        for (const item of items) held.delete(item);
      };
    },
    write(item) {
      add(item, 1);
      return () => add(item, -1);
    },
  };
};
