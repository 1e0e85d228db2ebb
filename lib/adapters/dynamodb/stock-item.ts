import * as z from 'zod';
import { moneySchema } from '../../contract/schemas/money.ts';
import type { StockLevel } from '../../domain/stock.ts';
import { parseItem } from '../../platform/dynamodb/parse-item.ts';
import { productPartition } from './product-item.ts';

const stockItemSchema = z.object({
  sku: z.string(),
  shard: z.int().min(0),
  available: z.int().min(0),
  unitPrice: moneySchema,
});

/** What the sort key of every stock item begins with. */
export const stockPrefix = 'STOCK#';

export const stockKey = (sku: string, shard: number) => ({
  pk: productPartition(sku),
  sk: `${stockPrefix}${String(shard).padStart(4, '0')}`,
});

/** The item of a stock level. It carries the price, so that an order can verify it where it takes its units. */
export const toStockItem = (level: StockLevel) => ({ ...stockKey(level.sku, level.shard), ...level });

/** @throws {MalformedItemError} */
export const fromStockItem = (item: Record<string, unknown>): StockLevel => parseItem(stockItemSchema, item);
