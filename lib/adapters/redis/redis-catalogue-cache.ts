import * as z from 'zod';
import type { CatalogueCache, CatalogueEntry } from '../../app/ports/product-repository.ts';
import { currencies } from '../../domain/money.ts';
import type { HealthCheck } from '../../platform/ports.ts';
import type { RedisConnection } from './redis-connection.ts';

/** Lenient like the item schemas of the table: unknown fields pass, and the API's limits do not apply. */
const entrySchema = z.looseObject({
  sku: z.string().min(1),
  name: z.string(),
  unitPrice: z.looseObject({ amount: z.int().min(0), currency: z.enum(currencies) }),
  version: z.int().min(0),
  discontinued: z.boolean(),
  stockShards: z.int().min(1),
  minStockShards: z.int().min(1),
  initialStock: z.int().min(0).optional(),
} satisfies { readonly [K in keyof Required<CatalogueEntry>]: z.ZodType<CatalogueEntry[K]> });

const keyOf = (sku: string): string => `order-service:catalogue:2:${sku}`;

/** Parses a cached entry by the schema that wrote it. @throws unless it is the entry of the product. */
const parseEntry = (sku: string, text: string): CatalogueEntry => {
  const entry = entrySchema.parse(JSON.parse(text));
  if (entry.sku !== sku) throw new Error('is about another product');
  return entry;
};

export interface RedisCatalogueCacheOptions {
  readonly ttlMs: number;
  /** Receives the first entry that cannot be read, and why. Such an entry counts as missing, so that it is replaced. */
  readonly onUnreadable: (key: string, reason: unknown) => void;
}

/**
 * A catalogue cache on a Redis or Valkey server, shared by all execution environments. Anybody may have written to the
 * server, so every entry is checked.
 */
export const createRedisCatalogueCache = (
  connection: RedisConnection,
  { ttlMs, onUnreadable }: RedisCatalogueCacheOptions,
): CatalogueCache => {
  let isReported = false;
  const read = (sku: string, text: string | null): readonly CatalogueEntry[] => {
    if (text === null) return [];
    try {
      return [parseEntry(sku, text)];
    } catch (reason) {
      if (!isReported) onUnreadable(keyOf(sku), reason);
      isReported = true;
      return [];
    }
  };
  return {
    async get(skus, options) {
      if (skus.length === 0) return [];
      const found = await connection.run(options, (client) => client.mget(skus.map(keyOf)));
      return skus.flatMap((sku, index) => read(sku, found[index] ?? null));
    },
    async put(entries, options) {
      await connection.run(options, (client) =>
        Promise.all(entries.map((entry) => client.set(keyOf(entry.sku), JSON.stringify(entry), 'PX', ttlMs))),
      );
    },
  };
};

/** Checks that the shared cache answers. */
export const createRedisHealthCheck = (connection: RedisConnection): HealthCheck => ({
  name: 'catalogue-cache',
  async check(options) {
    await connection.run(options, (client) => client.ping());
  },
});
