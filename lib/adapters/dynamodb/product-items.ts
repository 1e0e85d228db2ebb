import * as z from 'zod';
import type { CatalogueEntry } from '../../app/ports/product-repository.ts';
import type { StockLevel } from '../../domain/stock.ts';
import { type ItemShape, parseFacts, storedMoney } from './item-schema.ts';

const productSchema = z.looseObject({
  sku: z.string(),
  name: z.string(),
  unitPrice: storedMoney,
  stockShards: z.int().min(1),
} satisfies ItemShape<CatalogueEntry>);

/** @throws {MalformedItemError} */
export const fromProductItem = (item: Record<string, unknown>): CatalogueEntry =>
  parseFacts(productSchema, item);

// A stock item holds the price, so that an order verifies the price where it takes the units.
const stockSchema = z.looseObject({
  sku: z.string(),
  shard: z.int().min(0),
  available: z.int().min(0),
  unitPrice: storedMoney,
} satisfies ItemShape<StockLevel>);

/** @throws {MalformedItemError} */
export const fromStockItem = (item: Record<string, unknown>): StockLevel => parseFacts(stockSchema, item);
