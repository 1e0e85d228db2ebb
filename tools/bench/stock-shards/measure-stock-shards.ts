import { maxStockShards } from '../../../lib/domain/stock.ts';
import type { TableModel } from './modelled-table.ts';
import { type Sale, type SaleResult, simulateSale } from './simulate-sale.ts';

/** Numbers of stock items that are compared. */
export const shardCounts = [1, 2, 4, 8, 16].filter((shards) => shards <= maxStockShards);

/** Orders of one product in a second, from a busy day to the start of a sale. */
export const offeredLoads = [20, 100, 400] as const;

/** Assumptions about DynamoDB, in numbers. */
export const assumedTable: TableModel = {
  medianLatencyMs: 10,
  latencySigma: 0.5,
  heldShare: 0.5,
  partitionUnitsPerSecond: undefined,
};

/** DynamoDB's limit for one partition. */
const partitionUnitsPerSecond = 1_000;

export const mostOffered = Math.max(...offeredLoads);

/** Results by number of stock items, in the order of `shardCounts`. */
type ByShards = readonly SaleResult[];

export interface StockShardResults {
  readonly seconds: number;
  /** By offered load, in the order of `offeredLoads`. */
  readonly byLoad: readonly ByShards[];
  /** At the highest load, if all stock items are on one partition, as those of a new product are. */
  readonly onOnePartition: ByShards;
  /** At the highest load, if items are held half and twice as long as assumed. */
  readonly heldHalf: ByShards;
  readonly heldTwice: ByShards;
}

/** @param effort share of the usual length. */
export const measureStockShards = async (effort: number): Promise<StockShardResults> => {
  const seconds = Math.max(0.25, 4 * effort);
  const sales = async (offeredPerSecond: number, change: Partial<Sale> = {}): Promise<ByShards> => {
    const results: SaleResult[] = [];
    for (const stockShards of shardCounts) {
      const sale = {
        ...assumedTable,
        seed: 1,
        warmUpSeconds: Math.min(1, seconds),
        seconds,
        stockShards,
        offeredPerSecond,
      };
      results.push(await simulateSale({ ...sale, ...change }));
    }
    return results;
  };
  const { medianLatencyMs } = assumedTable;
  const byLoad: ByShards[] = [];
  // A lower load needs more time for the same number of orders.
  for (const load of offeredLoads)
    byLoad.push(await sales(load, { seconds: seconds * (load < 400 ? 5 : 1) }));
  return {
    seconds,
    byLoad,
    onOnePartition: await sales(mostOffered, { partitionUnitsPerSecond }),
    heldHalf: await sales(mostOffered, { medianLatencyMs: medianLatencyMs / 2 }),
    heldTwice: await sales(mostOffered, { medianLatencyMs: medianLatencyMs * 2 }),
  };
};
