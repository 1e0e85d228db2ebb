/** A list that keeps its newest entries. */
export interface Ring<T> {
  add(entry: T): void;
  /** Oldest first. */
  entries(): readonly T[];
}

/** @param onDrop called with each entry that is dropped. */
export const createRing = <T>(capacity: number, onDrop: (entry: T) => void = () => {}): Ring<T> => {
  let kept: T[] = [];
  let dropped = 0;
  return {
    add(entry) {
      kept.push(entry);
      if (kept.length - dropped > capacity) {
        onDrop(kept[dropped] as T);
        dropped += 1;
      }
      // Cut only now and then: a cut copies the whole array.
      if (dropped < capacity) return;
      kept = kept.slice(dropped);
      dropped = 0;
    },
    entries: () => kept.slice(dropped),
  };
};
