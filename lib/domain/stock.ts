import type { Money } from './money.ts';

/** Units of a product held on one of its stock items. A popular product has several, so that orders do not queue. */
export interface StockAllocation {
  readonly sku: string;
  /** 0 … number of the product's stock items - 1. */
  readonly shard: number;
  readonly quantity: number;
}

/** The units of one stock item and their price. */
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

/** Shards in the order in which they are tried: from the preferred one upwards, then from the first. */
const inTurn = (levels: readonly StockLevel[], preferredShard: number): StockLevel[] => {
  const ordered = [...levels].sort((a, b) => a.shard - b.shard);
  const first = ordered.findIndex(({ shard }) => shard >= preferredShard);
  return [...ordered.slice(Math.max(first, 0)), ...ordered.slice(0, Math.max(first, 0))];
};

/**
 * Takes `quantity` units of a product: from the next shard in turn that holds all of them, and only when none
 * does from several, the fullest first, to keep the stock of a product in few pieces.
 * @returns the units to take from each shard, or `undefined` when all shards together hold less.
 */
export const allocateStock = (
  quantity: number,
  levels: readonly StockLevel[],
  preferredShard: number,
): StockAllocation[] | undefined => {
  const turn = inTurn(levels, preferredShard);
  const whole = turn.find(({ available }) => available >= quantity);
  if (whole) return [{ sku: whole.sku, shard: whole.shard, quantity }];
  let missing = quantity;
  const allocations: StockAllocation[] = [];
  for (const { sku, shard, available } of turn.sort((a, b) => b.available - a.available)) {
    const taken = Math.min(missing, available);
    if (taken > 0) allocations.push({ sku, shard, quantity: taken });
    missing -= taken;
  }
  return missing === 0 ? allocations : undefined;
};

/** Units that move from a stock item to a new one. */
export interface StockMove {
  readonly from: number;
  readonly to: number;
  readonly units: number;
}

/**
 * Doubles the stock items of a product, up to the bound: half of the units of each one move to a new one.
 * @param levels all stock items of the product; their shards are numbered without a gap.
 * @returns nothing if the product has as many as it may have.
 */
export const splitStockItems = (levels: readonly StockLevel[]): StockMove[] =>
  [...levels]
    .sort((a, b) => b.available - a.available)
    .slice(0, Math.max(0, maxStockShards - levels.length))
    .map(({ shard, available }, index) => ({
      from: shard,
      to: levels.length + index,
      units: Math.floor(available / 2),
    }));

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
