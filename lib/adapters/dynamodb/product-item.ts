import * as z from 'zod';
import type { CatalogueEntry } from '../../app/ports/product-repository.ts';
import { productSchema } from '../../contract/schemas/product.ts';
import { maxStockShards } from '../../domain/stock.ts';
import { parseItem } from '../../platform/dynamodb/parse-item.ts';

const { available: _, ...entryShape } = productSchema.shape;

const productItemSchema = z.object({ ...entryShape, stockShards: z.int().min(1).max(maxStockShards) });

/** Partition of a product and its stock. */
export const productPartition = (sku: string) => `PRODUCT#${sku}`;
export const productKey = (sku: string) => ({ pk: productPartition(sku), sk: 'PRODUCT' });

/** Partition of the index that lists the catalogue. */
export const cataloguePartition = 'CATALOGUE';

/** The item of a product without its stock, which moves with every order. */
export const toProductItem = (entry: CatalogueEntry) => ({
  ...productKey(entry.sku),
  gsi1pk: cataloguePartition,
  gsi1sk: entry.sku,
  ...entry,
});

/** @throws {MalformedItemError} */
export const fromProductItem = (item: Record<string, unknown>): CatalogueEntry =>
  parseItem(productItemSchema, item);
