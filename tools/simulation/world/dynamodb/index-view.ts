import type { IndexDefinition } from '../../../../lib/contract/tables.ts';
import type { Item } from './attribute-values.ts';

/** An index, which follows its table after a while. */
export interface IndexView {
  readonly definition: IndexDefinition;
  /** Follows a change of an item from `at` on (milliseconds since 1970). Changes take effect in their order. */
  follow(id: string, item: Item | undefined, at: number): void;
  /** Items of a partition as the index has them at a time, in any order. */
  itemsOf(partition: string, now: number): Item[];
  /** Whether it was behind its table at the last read. */
  isBehind(): boolean;
}

interface PendingChange {
  readonly id: string;
  readonly item: Item | undefined;
  readonly at: number;
}

export interface TableKeys {
  readonly partitionKey: string;
  readonly sortKey: string;
}

export const createIndexView = (definition: IndexDefinition, table: TableKeys): IndexView => {
  const partitions = new Map<string, Map<string, Item>>();
  const partitionOf = new Map<string, string>();
  let pending: PendingChange[] = [];
  let lastAt = Number.NEGATIVE_INFINITY;

  const project = (item: Item): Item => {
    const { partitionKey, sortKey, projection } = definition;
    if (!projection) return item;
    const names = [table.partitionKey, table.sortKey, partitionKey, sortKey, ...projection];
    return Object.fromEntries(names.flatMap((name) => (name in item ? [[name, item[name]]] : [])));
  };

  const apply = ({ id, item }: PendingChange) => {
    const before = partitionOf.get(id);
    if (before !== undefined) partitions.get(before)?.delete(id);
    partitionOf.delete(id);
    const partition = item?.[definition.partitionKey];
    const sortKey = item?.[definition.sortKey];
    // Without one of its keys, an item is not in the index.
    if (!item || typeof partition !== 'string' || typeof sortKey !== 'string') return;
    partitionOf.set(id, partition);
    const items = partitions.get(partition) ?? new Map<string, Item>();
    partitions.set(partition, items.set(id, project(item)));
  };

  const catchUp = (now: number) => {
    if (pending.length === 0) return;
    const later = pending.findIndex(({ at }) => at > now);
    const due = later < 0 ? pending : pending.slice(0, later);
    pending = later < 0 ? [] : pending.slice(later);
    for (const change of due) apply(change);
  };

  return {
    definition,
    follow(id, item, at) {
      lastAt = Math.max(lastAt, at);
      pending.push({ id, item, at: lastAt });
    },
    isBehind: () => pending.length > 0,
    itemsOf(partition, now) {
      catchUp(now);
      return [...(partitions.get(partition)?.values() ?? [])];
    },
  };
};
