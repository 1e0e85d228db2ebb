import { insufficientInventory, stockTooScattered } from '../contract/errors/factories.ts';
import { sameMoney } from '../domain/money.ts';
import type { Order, OrderLineRequest } from '../domain/order.ts';
import {
  allocateStock,
  preferredShard,
  type StockAllocation,
  type StockLevel,
  totalAvailable,
} from '../domain/stock.ts';
import type { CallOptions } from '../platform/call-options.ts';
import type { Catalogue } from './cached-catalogue.ts';
import type { CommitFailure, OrderStore, StockItemId, StockTake } from './ports/order-store.ts';
import type { CatalogueEntry } from './ports/product-repository.ts';

type Entries = ReadonlyMap<string, CatalogueEntry>;

/**
 * Most stock items that one order may take from: giving all of them back has to fit one transaction of 100
 * actions, along with the order's own items.
 */
const maxAllocations = 90;

/** From which stock items each line's units are to be taken, by SKU. */
export type StockPlan = ReadonlyMap<string, readonly StockAllocation[]>;

const optimisticShare = (orderId: string, { sku, quantity }: OrderLineRequest, entries: Entries) => [
  { sku, shard: preferredShard(orderId, sku, entries.get(sku)?.stockShards ?? 1), quantity },
];

/** The optimistic plan: each line from the one stock item that the order prefers, without reading the stock first. */
export const planOptimistically = (
  orderId: string,
  lines: readonly OrderLineRequest[],
  entries: Entries,
): StockPlan => new Map(lines.map((line) => [line.sku, optimisticShare(orderId, line, entries)]));

/** The stock that a plan takes for an order, of the products as the order names and prices them. */
export const takesOf = (order: Order, plan: StockPlan, entries: Entries): StockTake[] =>
  order.lines.flatMap(({ sku, unitPrice }) => {
    const version = entries.get(sku)?.version ?? 0;
    return (plan.get(sku) ?? []).map((allocation) => ({ ...allocation, version, unitPrice }));
  });

const shareByLevels = (
  orderId: string,
  { sku, quantity }: OrderLineRequest,
  levels: readonly StockLevel[],
  preferred = preferredShard(orderId, sku, Math.max(levels.length, 1)),
) => {
  const share = allocateStock(quantity, levels, preferred);
  if (!share) throw insufficientInventory(sku, quantity, totalAvailable(levels));
  return share;
};

/** The stock items that other transactions held; of several of one product, the last one. */
export const contendedStock = (failures: readonly CommitFailure[]): readonly StockItemId[] => {
  const stock = failures.flatMap((failure) => (failure.kind === 'contention' ? failure.stock : []));
  return [...new Map(stock.map((item) => [item.sku, item])).values()];
};

export interface RefusedPlan {
  readonly id: string;
  readonly requested: readonly OrderLineRequest[];
  readonly entries: Entries;
  readonly plan: StockPlan;
  readonly failures: readonly CommitFailure[];
}

/**
 * The next plan after one was refused: products that have changed, or whose stock has moved, are read again,
 * lines that found too little are spread over what the other stock items hold, and lines whose stock item another
 * transaction held go to the next one. Reading the stock first lets an order of a product that is sold out end
 * without another transaction, which would hold the item again.
 * @throws {ServiceError} ORD-004 when all stock items of a product together hold less than the line asks for,
 *   ORD-008 when the order would need more stock items than one transaction can give back.
 */
export const replan = async (
  { id, requested, entries, plan, failures }: RefusedPlan,
  { store, catalogue }: { readonly store: Pick<OrderStore, 'findStock'>; readonly catalogue: Catalogue },
  options: CallOptions,
): Promise<{ entries: Entries; plan: StockPlan }> => {
  const refused = failures.filter((failure) => failure.kind === 'stock');
  const outdated = refused.filter(({ sku, level }) => {
    const entry = entries.get(sku);
    if (!level || !entry) return true;
    return level.version !== entry.version || !sameMoney(level.unitPrice, entry.unitPrice);
  });
  const outdatedSkus = [...new Set(outdated.map(({ sku }) => sku))];
  const current =
    outdatedSkus.length > 0
      ? new Map([...entries, ...(await catalogue.refresh(outdatedSkus, options))])
      : entries;

  const next = new Map(plan);
  for (const { sku, level } of refused) {
    const line = requested.find((candidate) => candidate.sku === sku);
    if (!line) continue;
    // A stock item that holds enough was refused for its product's version alone. Otherwise all of them are asked, since how
    // many there are may be out of date, too.
    const holdsEnough = level && level.available >= line.quantity;
    const levels = holdsEnough ? [level] : await store.findStock(sku, options);
    next.set(sku, shareByLevels(id, line, levels));
  }
  for (const { sku, shard } of contendedStock(failures)) {
    const line = requested.find((candidate) => candidate.sku === sku);
    if (line) next.set(sku, shareByLevels(id, line, await store.findStock(sku, options), shard + 1));
  }
  const needed = [...next.values()].flat().length;
  if (needed > maxAllocations) throw stockTooScattered(needed, maxAllocations);
  return { entries: current, plan: next };
};
