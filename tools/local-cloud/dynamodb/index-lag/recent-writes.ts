import type { Attributes, ItemId } from '../conflicts/written-items.ts';

/** Images by item from before its first write of late; `undefined` where there was no item in an index. */
export type EarlierImages = ReadonlyMap<ItemId, Attributes | undefined>;

interface RecentWrite {
  readonly table: string;
  readonly id: ItemId;
  readonly before: Attributes | undefined;
  /** `undefined` while it is under way. */
  endedAt: number | undefined;
}

/** The writes that an index does not show yet. */
export interface RecentWrites {
  /** Begins a write. The result ends it. */
  begin(table: string, id: ItemId, before: Attributes | undefined): (result: 'written' | 'refused') => void;
  /** The items of a table that its indexes show as they were. */
  earlierImages(table: string): EarlierImages;
}

/** @param now milliseconds of a clock that never goes back. */
export const createRecentWrites = (lagMs: number, now: () => number): RecentWrites => {
  let writes: RecentWrite[] = [];
  const forgetOld = () => {
    const limit = now() - lagMs;
    writes = writes.filter(({ endedAt }) => endedAt === undefined || endedAt > limit);
  };
  return {
    begin(table, id, before) {
      forgetOld();
      const write: RecentWrite = { table, id, before, endedAt: undefined };
      writes.push(write);
      return (result) => {
        write.endedAt = result === 'written' ? now() : Number.NEGATIVE_INFINITY;
      };
    },
    earlierImages(table) {
      forgetOld();
      const earlier = new Map<ItemId, Attributes | undefined>();
      for (const write of writes) {
        if (write.table === table && !earlier.has(write.id)) earlier.set(write.id, write.before);
      }
      return earlier;
    },
  };
};
