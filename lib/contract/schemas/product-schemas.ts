import * as z from 'zod';
import { isSku } from '../../domain/identifiers.ts';
import { maxStockShards } from '../../domain/stock.ts';
import { moneySchema, priceSchema } from './money-schemas.ts';

export const skuSchema = z.string().refine(isSku, 'must be 1 to 64 letters, digits or . _ -');

/** Text for people: no control characters, so that it can be printed anywhere. */
const nameSchema = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}\u2028\u2029]*$/u, 'must not contain control characters');

export const productPathSchema = z.strictObject({ sku: skuSchema });

export const putProductSchema = z.strictObject({
  name: nameSchema,
  unitPrice: priceSchema,
  stock: z.int().min(0).max(1_000_000_000),
  stockShards: z.int().min(1).max(maxStockShards).optional(),
});

export const productSchema = z.strictObject({
  sku: skuSchema,
  name: nameSchema,
  unitPrice: moneySchema,
  available: z.int().min(0),
});
export type ProductResponse = z.input<typeof productSchema>;

/** Query of the catalogue: page size and where to go on. */
export const listProductsQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().min(1).max(200).optional(),
});

export const productListSchema = z.strictObject({
  items: z.array(productSchema),
  nextCursor: z.string().optional(),
});
