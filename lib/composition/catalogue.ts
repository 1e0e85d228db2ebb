import { createMemoryCatalogueCache } from '../adapters/memory/catalogue-cache.ts';
import { createRedisCatalogueCache } from '../adapters/redis/catalogue-cache.ts';
import { createRedisConnection } from '../adapters/redis/connection.ts';
import { createCatalogue } from '../app/catalogue/catalogue.ts';
import { logEvents } from '../observability/log-events.ts';
import { productRepository } from './database.ts';
import { once } from './once.ts';
import { clock, environment, logger } from './platform.ts';

export const sharedCache = /* @__PURE__ */ once(() => {
  const url = environment.catalogueCacheUrl;
  return url === undefined ? undefined : createRedisConnection(url);
});
export const catalogueTtlMs = 60_000;
export const catalogue = () => {
  const connection = sharedCache();
  return createCatalogue({
    cache: connection
      ? createRedisCatalogueCache(connection, { ttlMs: catalogueTtlMs })
      : createMemoryCatalogueCache({ ttlMs: catalogueTtlMs, maxEntries: 1_000, clock }),
    products: productRepository(),
    onCacheFailure: (error) => logger.warn(logEvents.catalogueCacheFailed, { error }),
  });
};
