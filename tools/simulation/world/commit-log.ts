import { productKey, stockPrefix } from '../../../lib/adapters/dynamodb/keys.ts';
import type { Item } from './dynamodb/attribute-values.ts';
import type { ItemChange } from './dynamodb/memory-dynamodb.ts';

/** A state that an item had. Times are in milliseconds since 1970. */
export interface ItemState {
  /** Empty when it was deleted. */
  readonly item: Item;
  /** Number of the write or transaction that made it, in the order of their commits. */
  readonly commit: number;
  readonly committedAt: number;
  /** When readers see it. */
  readonly visibleAt: number;
}

/** Every state that orders, products and stock items had, in the order of the commits. */
export interface CommitLog {
  take(change: ItemChange): void;
  /** States of one item; none when it was never written. */
  statesOf(pk: string, sk: string): readonly ItemState[];
  /** Sort keys of a partition's items, and their states. */
  itemsOf(pk: string): ReadonlyMap<string, readonly ItemState[]>;
}

const none: ReadonlyMap<string, readonly ItemState[]> = new Map();

const productSk = productKey('').sk;

const isKept = (sk: string): boolean => sk === 'ORDER' || sk === productSk || sk.startsWith(stockPrefix);

export const createCommitLog = (): CommitLog => {
  const partitions = new Map<string, Map<string, ItemState[]>>();
  return {
    take({ key: { pk, sk }, newImage, commit, committedAt, at }) {
      if (!isKept(sk)) return;
      const items = partitions.get(pk) ?? new Map<string, ItemState[]>();
      partitions.set(pk, items);
      const states = items.get(sk) ?? [];
      items.set(sk, states);
      states.push({ item: newImage ?? {}, commit, committedAt, visibleAt: at });
    },
    statesOf: (pk, sk) => partitions.get(pk)?.get(sk) ?? [],
    itemsOf: (pk) => partitions.get(pk) ?? none,
  };
};
