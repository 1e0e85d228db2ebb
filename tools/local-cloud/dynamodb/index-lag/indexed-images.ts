import type { Attributes, ItemId } from '../conflicts/written-items.ts';

/** The last image of an item: none for one that is in no index, `unknown` for one that has to be read. */
export type KnownImage = Attributes | 'unknown' | undefined;

/** The items that are in an index, and their images as far as they are at hand. */
export interface IndexedImages {
  get(id: ItemId): KnownImage;
  set(id: ItemId, image: KnownImage): void;
}

/** @param capacity how many images are kept; of other items in an index only the id is. */
export const createIndexedImages = (capacity = 2_000): IndexedImages => {
  /** In the order in which they were set. */
  const images = new Map<ItemId, Attributes>();
  const ids = new Set<ItemId>();
  return {
    get: (id) => images.get(id) ?? (ids.has(id) ? 'unknown' : undefined),
    set(id, image) {
      images.delete(id);
      if (image === undefined) return void ids.delete(id);
      ids.add(id);
      if (image === 'unknown') return;
      images.set(id, image);
      const [oldest] = images.keys();
      if (images.size > capacity && oldest !== undefined) images.delete(oldest);
    },
  };
};
