import * as z from 'zod';
import type { CatalogueEntry } from '../../app/ports/product-repository.ts';
import { productSchema } from '../../contract/schemas/product.ts';
import type { Product } from '../../domain/product.ts';
import { parseItem } from './parse-item.ts';

const { available, ...entryShape } = productSchema.shape;
const productItemSchema = z.object(entryShape);
const stockItemSchema = z.object({ sku: entryShape.sku, available });

export const productPartition = (sku: string) => `PRODUCT#${sku}`;
export const productKey = (sku: string) => ({ pk: productPartition(sku), sk: 'PRODUCT' });
export const stockKey = (sku: string) => ({ pk: productPartition(sku), sk: 'STOCK#0' });

/** Partition of the index that lists the catalogue. */
export const cataloguePartition = 'CATALOGUE';

/** The two items of a product: stock moves with every order, name and price hardly ever. */
export const toProductItems = ({ available: units, ...entry }: Product) => [
  { ...productKey(entry.sku), gsi1pk: cataloguePartition, gsi1sk: entry.sku, ...entry },
  { ...stockKey(entry.sku), sku: entry.sku, available: units },
];

/** @throws {MalformedItemError} */
export const fromProductItem = (item: Record<string, unknown>): CatalogueEntry =>
  parseItem(productItemSchema, item);

/** @throws {MalformedItemError} */
export const fromStockItem = (item: Record<string, unknown>): { sku: string; available: number } =>
  parseItem(stockItemSchema, item);
