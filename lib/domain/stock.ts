import type { Money } from './money.ts';

/** Units of a product held on one of its stock items. A popular product has several, so that orders do not queue. */
export interface StockAllocation {
  readonly sku: string;
  /** 0 … number of the product's stock items - 1. */
  readonly shard: number;
  readonly quantity: number;
}

/** What one stock item holds, and the price at which its units are sold. */
export interface StockLevel {
  readonly sku: string;
  readonly shard: number;
  readonly available: number;
  readonly unitPrice: Money;
}

/** Most stock items that a product may be spread over. */
export const maxStockShards = 20;

/** Units per shard, as even as can be: the first ones get the rest. */
export const spreadStock = (units: number, shards: number): number[] => {
  const each = Math.floor(units / shards);
  return Array.from({ length: shards }, (_, shard) => each + (shard < units % shards ? 1 : 0));
};

/**
 * Takes `quantity` units of a product, from the preferred shard first and then from those after it.
 * @returns what to take from where, or `undefined` when all shards together hold less.
 */
export const allocateStock = (
  quantity: number,
  levels: readonly StockLevel[],
  preferredShard: number,
): StockAllocation[] | undefined => {
  const ordered = [...levels].sort((a, b) => a.shard - b.shard);
  const first = Math.max(
    ordered.findIndex(({ shard }) => shard >= preferredShard),
    0,
  );
  let missing = quantity;
  const allocations = [...ordered.slice(first), ...ordered.slice(0, first)].flatMap(
    ({ sku, shard, available }) => {
      const taken = Math.min(missing, available);
      missing -= taken;
      return taken > 0 ? [{ sku, shard, quantity: taken }] : [];
    },
  );
  return missing === 0 ? allocations : undefined;
};

/** Units on all shards together. */
export const totalAvailable = (levels: readonly StockLevel[]): number =>
  levels.reduce((sum, { available }) => sum + available, 0);

/** The shard that an order tries first: spreads orders evenly and is the same each time (FNV-1a of the two ids). */
export const preferredShard = (orderId: string, sku: string, shards: number): number => {
  let hash = 0x811c9dc5;
  for (const character of `${orderId}/${sku}`) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  }
  return (hash >>> 0) % shards;
};
