import * as z from 'zod';
import type { CatalogueEntry } from '../../app/ports/product-repository.ts';
import type { StockLevel } from '../../domain/stock.ts';
import { movementReasons, type StockMovement } from '../../domain/stock-movement.ts';
import { type ItemShape, parseFacts, storedMoney, storedTime } from './item-schema.ts';

const count = z.int().min(0);

const productSchema = z
  .looseObject({
    sku: z.string(),
    name: z.string(),
    unitPrice: storedMoney,
    // Absent from products that were last written before they had these.
    version: count.default(0),
    discontinued: z.boolean().default(false),
    stockShards: z.int().min(1),
    minStockShards: z.int().min(1).optional(),
    initialStock: count.optional(),
    listedAvailable: count.optional(),
  } satisfies ItemShape<Omit<CatalogueEntry, 'minStockShards'>> & Record<string, z.ZodType>)
  // The item does not say whether an admin asked for them: none may be taken away.
  .transform((item) => ({ ...item, minStockShards: item.minStockShards ?? item.stockShards }));

/** A product, and the availability that its list shows; absent until it was counted. */
export interface ListedProduct {
  readonly entry: CatalogueEntry;
  readonly listedAvailable: number | undefined;
}

/** @throws {MalformedItemError} */
export const fromListedItem = (item: Record<string, unknown>): ListedProduct => {
  const { listedAvailable, ...entry } = parseFacts(productSchema, item);
  return { entry, listedAvailable };
};

/** @throws {MalformedItemError} */
export const fromProductItem = (item: Record<string, unknown>): CatalogueEntry => fromListedItem(item).entry;

// A stock item holds version and price, so that an order verifies them where it takes the units.
const stockSchema = z.looseObject({
  sku: z.string(),
  shard: count,
  available: count,
  unitPrice: storedMoney,
  version: count.default(0),
  stockShards: z.int().min(1).optional(),
} satisfies ItemShape<StockLevel>);

/** @throws {MalformedItemError} */
export const fromStockItem = (item: Record<string, unknown>): StockLevel => parseFacts(stockSchema, item);

const movementSchema = z.looseObject({
  id: z.string(),
  sku: z.string(),
  quantity: z.int(),
  reason: z.enum(movementReasons),
  movedAt: storedTime,
  movedBy: z.string(),
} satisfies ItemShape<StockMovement>);

/** @throws {MalformedItemError} */
export const fromMovementItem = (item: Record<string, unknown>): StockMovement =>
  parseFacts(movementSchema, item);
