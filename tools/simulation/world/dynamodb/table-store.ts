import type { TableDefinition } from '../../../../lib/contract/tables.ts';
import type { Item } from './attribute-values.ts';
import { createIndexView, type IndexView } from './index-view.ts';

/** How the tables lag behind; all times in milliseconds. */
export interface TableTiming {
  /** Milliseconds since 1970. */
  now(): number;
  /** How far an index is behind its table after a write. */
  indexLagMs(): number;
  /** Told of each read of an index that is behind its table. */
  readonly onStaleIndex?: () => void;
  /** How far back an eventually consistent read may see. */
  readLagMs(): number;
  /** How long after its commit a transaction takes effect on one of its items, which is locked until then. */
  applyDelayMs(): number;
}

export const promptTiming = (now: () => number = Date.now): TableTiming => ({
  now,
  indexLagMs: () => 0,
  readLagMs: () => 0,
  applyDelayMs: () => 0,
});

export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

interface Stored {
  readonly key: ItemKey;
  readonly item: Item | undefined;
  readonly previous: Item | undefined;
  /** From then on the item is seen, and can be written again. */
  readonly visibleAt: number;
}

export interface TableStore {
  readonly definition: TableDefinition;
  /** @throws {TypeError} unless the item has both keys, as texts. */
  keyOf(item: Item): ItemKey;
  /** The item as it was at a time. */
  read(key: ItemKey, asOf: number): Item | undefined;
  isLocked(key: ItemKey): boolean;
  /** @param visibleAt from when on it is seen; until then the item is locked. */
  write(key: ItemKey, item: Item | undefined, visibleAt: number): void;
  /** Every item of a partition as it was at a time, in any order. */
  partition(pk: string, asOf: number): Item[];
  /** Every item as it was at a time, in the order of the keys' creation. */
  all(asOf: number): Item[];
  /** @throws {RangeError} when there is no such index. */
  index(name: string): IndexView;
}

export const createTableStore = (definition: TableDefinition, timing: TableTiming): TableStore => {
  const { partitionKey, sortKey } = definition;
  const partitions = new Map<string, Map<string, Stored>>();
  const indexes = new Map(
    Object.entries(definition.indexes).map(([name, index]) => [name, createIndexView(index, definition)]),
  );

  const asOfItem = (stored: Stored | undefined, asOf: number) =>
    stored && (asOf < stored.visibleAt ? stored.previous : stored.item);
  const find = ({ pk, sk }: ItemKey) => partitions.get(pk)?.get(sk);
  const present = (all: Iterable<Stored>, asOf: number): Item[] =>
    [...all].map((stored) => asOfItem(stored, asOf)).filter((item) => item !== undefined);

  return {
    definition,
    keyOf(item) {
      const [pk, sk] = [item[partitionKey], item[sortKey]];
      if (typeof pk !== 'string' || typeof sk !== 'string' || pk === '' || sk === '')
        throw new TypeError(`key ${JSON.stringify({ pk, sk })} is incomplete`);
      return { pk, sk };
    },
    read: (key, asOf) => asOfItem(find(key), asOf),
    isLocked: (key) => timing.now() < (find(key)?.visibleAt ?? 0),
    write(key, item, visibleAt) {
      const before = find(key);
      const partition = partitions.get(key.pk) ?? new Map<string, Stored>();
      partitions.set(key.pk, partition.set(key.sk, { key, item, previous: before?.item, visibleAt }));
      if (indexes.size === 0) return;
      const at = visibleAt + timing.indexLagMs();
      for (const index of indexes.values()) index.follow(`${key.pk}\n${key.sk}`, item, at);
    },
    partition: (pk, asOf) => present(partitions.get(pk)?.values() ?? [], asOf),
    all: (asOf) => [...partitions.values()].flatMap((partition) => present(partition.values(), asOf)),
    index(name) {
      const found = indexes.get(name);
      if (!found) throw new RangeError(`there is no index ${name}`);
      return found;
    },
  };
};
