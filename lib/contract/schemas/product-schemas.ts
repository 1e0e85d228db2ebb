import * as z from 'zod';
import { skuPattern } from '../../domain/identifiers.ts';
import { maxStockShards } from '../../domain/stock.ts';
import { hasSignOf, movementReasons } from '../../domain/stock-movement.ts';
import { freeTextSchema } from './free-text-schema.ts';
import { cursorSchema, pageLimitSchema } from './list-query-schemas.ts';
import { moneySchema, priceSchema } from './money-schemas.ts';

export const skuSchema = z.string().regex(skuPattern, 'must be 1 to 64 letters, digits or . _ -');

/** Most units of a new product, and of one movement. */
const maxUnits = 1_000_000_000;

export const productPathSchema = z.strictObject({ sku: skuSchema });

/**
 * A product that is created, or new values of one that exists: an absent field stays as it is. A product is created
 * with at least `name` and `unitPrice`, and without stock unless `stock` is given.
 */
export const putProductSchema = z.strictObject({
  name: freeTextSchema(200).optional(),
  unitPrice: priceSchema.optional(),
  /** Only to create a product: afterwards, stock changes by movements. */
  stock: z.int().min(0).max(maxUnits).optional(),
  /** Fewest stock items of the product. */
  stockShards: z.int().min(1).max(maxStockShards).optional(),
  /** A discontinued product is not listed and takes no new orders. */
  discontinued: z.boolean().optional(),
});

/** Entity tags of `If-Match`: a list of them, or `*` for any. A weak one is taken, and matches nothing. */
const ifMatchSchema = z
  .string()
  .max(1_000)
  .regex(/^(\*|(W\/)?"[^"]*"(, *(W\/)?"[^"]*")*)$/, 'must be * or a list of entity tags in double quotes')
  .transform((text) => (text === '*' ? text : text.split(/, */)));

/** Names in lower case, as API Gateway sends them. */
export const putProductHeadersSchema = z.object({
  'if-match': ifMatchSchema.optional(),
  'if-none-match': z.literal('*', 'must be *').optional(),
});

export const moveStockSchema = z
  .strictObject({
    /** Units that come into stock; negative for units that go. */
    quantity: z.int().min(-maxUnits).max(maxUnits),
    reason: z.enum(movementReasons),
  })
  .refine(({ quantity, reason }) => hasSignOf(reason, quantity), {
    path: ['quantity'],
    message: 'must be above 0 for received, below 0 for written_off, and not 0',
  });

export const productSchema = z.strictObject({
  sku: skuSchema,
  name: z.string(),
  unitPrice: moneySchema,
  available: z.int().min(0),
  /** Present when the product is discontinued. */
  discontinued: z.literal(true).optional(),
});
export type ProductResponse = z.input<typeof productSchema>;

/** Query of the catalogue: page size and where to go on. */
export const listProductsQuerySchema = z.strictObject({
  limit: pageLimitSchema(50),
  cursor: cursorSchema.optional(),
});

export const productListSchema = z.strictObject({
  items: z.array(productSchema),
  nextCursor: z.string().optional(),
});
