import type { StockLevel } from '../../lib/domain/stock.ts';
import { aProduct } from './a-product.ts';

/** A stock item of a product, the only one unless said otherwise. */
export const aStockLevel = (facts: Partial<StockLevel> = {}): StockLevel => {
  const { sku, unitPrice, version } = aProduct();
  return { sku, shard: 0, available: 25, unitPrice, version, stockShards: 1, ...facts };
};

/** All stock items of a product, with these units. */
export const stockLevels = (units: readonly number[], facts: Partial<StockLevel> = {}): StockLevel[] =>
  units.map((available, shard) => aStockLevel({ shard, available, stockShards: units.length, ...facts }));
