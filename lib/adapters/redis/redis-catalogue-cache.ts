import * as z from 'zod';
import type { CatalogueCache, CatalogueEntry } from '../../app/ports/product-repository.ts';
import { currencies } from '../../domain/money.ts';
import type { HealthCheck } from '../../platform/ports.ts';
import type { RedisConnection } from './redis-connection.ts';

/** Lenient like the item schemas of the table: unknown fields pass, and the API's limits do not apply. */
const entrySchema = z.looseObject({
  sku: z.string(),
  name: z.string(),
  unitPrice: z.looseObject({ amount: z.int().min(0), currency: z.enum(currencies) }),
  stockShards: z.int().min(1),
} satisfies { readonly [K in keyof Required<CatalogueEntry>]: z.ZodType<CatalogueEntry[K]> });

const keyOf = (sku: string): string => `order-service:catalogue:1:${sku}`;

/** Parses a cached entry; ignores entries of an unknown format. */
const parseEntry = (text: string | null) => {
  if (text === null) return [];
  try {
    const entry = entrySchema.safeParse(JSON.parse(text));
    return entry.success ? [entry.data] : [];
  } catch {
    return [];
  }
};

/** A catalogue cache on a Redis or Valkey server, shared by all execution environments. */
export const createRedisCatalogueCache = (
  connection: RedisConnection,
  { ttlMs }: { readonly ttlMs: number },
): CatalogueCache => ({
  async get(skus, options) {
    if (skus.length === 0) return [];
    const found = await connection.run(options, (client) => client.mget(skus.map(keyOf)));
    return found.flatMap(parseEntry);
  },
  async put(entries, options) {
    await connection.run(options, (client) =>
      Promise.all(entries.map((entry) => client.set(keyOf(entry.sku), JSON.stringify(entry), 'PX', ttlMs))),
    );
  },
});

/** Checks that the shared cache answers. */
export const createRedisHealthCheck = (connection: RedisConnection): HealthCheck => ({
  name: 'catalogue-cache',
  async check(options) {
    await connection.run(options, (client) => client.ping());
  },
});
