import type { Money } from './money.ts';

/** Units of a product held on one of its stock items. A popular product has several, so that orders do not queue. */
export interface StockAllocation {
  readonly sku: string;
  /** 0 … number of the product's stock items - 1. */
  readonly shard: number;
  readonly quantity: number;
}

/** The units of one stock item, and the product that they are sold as. */
export interface StockLevel {
  readonly sku: string;
  readonly shard: number;
  readonly available: number;
  readonly unitPrice: Money;
  /** Version of the product. */
  readonly version: number;
  /** Number of stock items of the product; absent when that was not recorded. */
  readonly stockShards?: number | undefined;
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

/** Units that move from one stock item to another when a product gets more or fewer of them. */
export interface StockMove {
  readonly from: number;
  readonly to: number;
  readonly units: number;
}

/**
 * Spreads a product over another number of stock items. A new one gets an even share of one that was there, the fullest
 * first; one that goes leaves its units to one that stays.
 * @param levels all stock items of the product; their shards are numbered without a gap.
 */
export const reshardStock = (levels: readonly StockLevel[], stockShards: number): StockMove[] => {
  if (levels.length === 0) return [];
  const leaving = levels
    .filter(({ shard }) => shard >= stockShards)
    .map(({ shard, available }) => ({ from: shard, to: shard % stockShards, units: available }));
  const added = Math.max(0, stockShards - levels.length);
  const each = Math.floor(added / levels.length);
  const rest = added % levels.length;
  const given = [...levels]
    .sort((a, b) => b.available - a.available)
    .flatMap(({ shard, available }, index) => {
      const heirs = each + (index < rest ? 1 : 0);
      const first = levels.length + each * index + Math.min(index, rest);
      const units = Math.floor(available / (heirs + 1));
      return Array.from({ length: heirs }, (_, heir) => ({ from: shard, to: first + heir, units }));
    });
  return [...leaving, ...given];
};

/** The change of one stock item: a positive number of units comes, a negative one goes. */
export interface StockChange {
  readonly shard: number;
  readonly units: number;
}

/** Raises the emptiest stock items first, until all of them hold the same. */
const addUnits = (units: number, levels: readonly StockLevel[]): StockChange[] => {
  const rising = [...levels].sort((a, b) => a.available - b.available);
  const surfaceOf = (items: readonly StockLevel[]) =>
    Math.floor((totalAvailable(items) + units) / items.length);
  while (rising.length > 1 && (rising.at(-1)?.available ?? 0) > surfaceOf(rising)) rising.pop();
  const targets = spreadStock(totalAvailable(rising) + units, rising.length);
  return rising.map(({ shard, available }, index) => ({ shard, units: (targets[index] ?? 0) - available }));
};

/**
 * Spreads units that come into stock, or go from it, over the stock items of a product.
 * @param units an integer; negative for units that go.
 * @returns the stock items that change; `undefined` when fewer units are available than go, or without a stock item.
 */
export const spreadMovement = (units: number, levels: readonly StockLevel[]): StockChange[] | undefined => {
  if (levels.length === 0) return undefined;
  const changes =
    units < 0
      ? allocateStock(-units, levels, 0)?.map(({ shard, quantity }) => ({ shard, units: -quantity }))
      : addUnits(units, levels);
  return changes?.filter((change) => change.units !== 0);
};

/**
 * Whether stock items were read as one whole. A read that meets a change of their number halfway sees some of them as
 * they were and some as they will be, and misses the units that move or counts them twice.
 */
export const isWholeStock = (levels: readonly StockLevel[]): boolean =>
  levels.every(({ stockShards }) => stockShards === levels.length) ||
  levels.every(({ stockShards }) => stockShards === undefined);

/** Units on all shards together. */
export const totalAvailable = (levels: readonly StockLevel[]): number =>
  levels.reduce((sum, { available }) => sum + available, 0);

/** The shard that an order tries first: spreads orders evenly and is the same each time (FNV-1a of the two ids). */
export const preferredShard = (orderId: string, sku: string, shards: number): number => {
  if (shards === 1) return 0;
  let hash = 0x811c9dc5;
  for (const character of `${orderId}/${sku}`) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  }
  return (hash >>> 0) % shards;
};
