import * as z from 'zod';
import type { CatalogueCache } from '../../app/ports/product-repository.ts';
import { moneySchema } from '../../contract/schemas/money.ts';
import type { HealthCheck } from '../../platform/ports.ts';
import type { RedisConnection } from './redis-connection.ts';

const entrySchema = z.object({
  sku: z.string(),
  name: z.string(),
  unitPrice: moneySchema,
  stockShards: z.int().min(1),
});

const keyOf = (sku: string): string => `order-service:catalogue:1:${sku}`;

/** What the server holds for a product, unless it is something that this version did not write. */
const parseEntry = (text: string | null) => {
  if (text === null) return [];
  try {
    const entry = entrySchema.safeParse(JSON.parse(text));
    return entry.success ? [entry.data] : [];
  } catch {
    return [];
  }
};

/** A cache that all execution environments share, on a Redis or Valkey server. */
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

/** Whether the shared cache answers. */
export const createRedisHealthCheck = (connection: RedisConnection): HealthCheck => ({
  name: 'catalogue-cache',
  async check(options) {
    await connection.run(options, (client) => client.ping());
  },
});
