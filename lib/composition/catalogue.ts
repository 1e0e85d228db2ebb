import { createDynamoProductRepository } from '../adapters/dynamodb/dynamo-product-repository.ts';
import { createMemoryCatalogueCache } from '../adapters/memory-catalogue-cache.ts';
import { createRedisCatalogueCache } from '../adapters/redis/redis-catalogue-cache.ts';
import { createRedisConnection, guardedRedisConnection } from '../adapters/redis/redis-connection.ts';
import { createCircuitTelemetry } from '../adapters/telemetry/emf-circuit-telemetry.ts';
import { createCatalogue } from '../app/cached-catalogue.ts';
import { getProduct } from '../app/get-product.ts';
import { listProducts } from '../app/list-products.ts';
import { putProduct } from '../app/put-product.ts';
import { logEvents } from '../platform/logging/log-events.ts';
import { createDependencyPolicy } from '../platform/resilience/dependency-policy.ts';
import { ordersTable, retryOnConflict } from './database.ts';
import { once } from './once.ts';
import { clock, environment, logger, metrics } from './platform.ts';

const productRepository = () => createDynamoProductRepository(ordersTable());

export const sharedCache = /* @__PURE__ */ once(() => {
  const url = environment.catalogueCacheUrl;
  if (url === undefined) return undefined;
  const policy = createDependencyPolicy({
    name: 'catalogue-cache',
    isFailure: () => true,
    tryTimeoutMs: 500,
    // The table is asked instead: that is faster than another try.
    retry: { maxAttempts: 1 },
    circuit: { openMs: 5_000 },
    onTransition: createCircuitTelemetry('catalogue-cache', logger, metrics),
  });
  return guardedRedisConnection(createRedisConnection(url), policy);
});

const catalogueTtlMs = 60_000;

export const catalogue = () => {
  const connection = sharedCache();
  return createCatalogue({
    cache: connection
      ? createRedisCatalogueCache(connection, {
          ttlMs: catalogueTtlMs,
          onUnreadable: (key, error) => logger.warn(logEvents.catalogueEntryUnreadable, { key, error }),
        })
      : createMemoryCatalogueCache({ ttlMs: catalogueTtlMs, maxEntries: 1_000, clock }),
    products: productRepository(),
    onCacheFailure: (error) => logger.warn(logEvents.catalogueCacheFailed, { error }),
  });
};

export const composeGetProduct = () => getProduct({ products: productRepository() });

export const composeListProducts = () => listProducts({ products: productRepository() });

export const composePutProduct = () =>
  putProduct({ products: productRepository(), retryOnConflict: retryOnConflict() });
