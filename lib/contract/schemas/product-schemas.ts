import * as z from 'zod';
import { isSku } from '../../domain/identifiers.ts';
import { maxStockShards } from '../../domain/stock.ts';
import { cursorSchema } from './cursor-schema.ts';
import { freeTextSchema } from './free-text-schema.ts';
import { moneySchema, priceSchema } from './money-schemas.ts';

export const skuSchema = z.string().refine(isSku, 'must be 1 to 64 letters, digits or . _ -');

export const productPathSchema = z.strictObject({ sku: skuSchema });

export const putProductSchema = z.strictObject({
  name: freeTextSchema(200),
  unitPrice: priceSchema,
  stock: z.int().min(0).max(1_000_000_000),
  stockShards: z.int().min(1).max(maxStockShards).optional(),
});

export const productSchema = z.strictObject({
  sku: skuSchema,
  name: z.string(),
  unitPrice: moneySchema,
  available: z.int().min(0),
});
export type ProductResponse = z.input<typeof productSchema>;

/** Query of the catalogue: page size and where to go on. */
export const listProductsQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: cursorSchema.optional(),
});

export const productListSchema = z.strictObject({
  items: z.array(productSchema),
  nextCursor: z.string().optional(),
});
