import { monotonicFactory } from 'ulid';
import { createDynamoListedAvailability } from '../adapters/dynamodb/dynamo-listed-availability.ts';
import { createDynamoProductRepository } from '../adapters/dynamodb/dynamo-product-repository.ts';
import { createDynamoStockLedger } from '../adapters/dynamodb/dynamo-stock-ledger.ts';
import { createMemoryCatalogueCache } from '../adapters/memory-catalogue-cache.ts';
import { createRedisCatalogueCache } from '../adapters/redis/redis-catalogue-cache.ts';
import { createRedisConnection, guardedRedisConnection } from '../adapters/redis/redis-connection.ts';
import { createCircuitTelemetry } from '../adapters/telemetry/emf-circuit-telemetry.ts';
import { createCatalogue } from '../app/cached-catalogue.ts';
import { getProduct } from '../app/get-product.ts';
import { listProducts } from '../app/list-products.ts';
import { moveStock } from '../app/move-stock.ts';
import { putProduct } from '../app/put-product.ts';
import { refreshAvailability } from '../app/refresh-availability.ts';
import type { StoredResponse } from '../contract/idempotency.ts';
import { productListMaxAgeSeconds } from '../contract/limits.ts';
import type { Product } from '../domain/product.ts';
import { createExpiringMap } from '../platform/expiring-map.ts';
import { logEvents } from '../platform/logging/log-events.ts';
import { createPooledRandom } from '../platform/pooled-random.ts';
import { createDependencyPolicy } from '../platform/resilience/dependency-policy.ts';
import { orderStore, ordersTable, retryOnConflict } from './database.ts';
import { once } from './once.ts';
import { clock, environment, logger, metrics } from './platform.ts';

const catalogueTable = () => ({
  ...ordersTable(),
  onUnreadable: (error: unknown) => logger.error(logEvents.productUnreadable, { error }),
});

export const productRepository = () => createDynamoProductRepository(catalogueTable());

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

export const catalogueCache = /* @__PURE__ */ once(() => {
  const connection = sharedCache();
  return connection
    ? createRedisCatalogueCache(connection, {
        ttlMs: catalogueTtlMs,
        onUnreadable: (key, error) => logger.warn(logEvents.catalogueEntryUnreadable, { key, error }),
      })
    : createMemoryCatalogueCache({ ttlMs: catalogueTtlMs, maxEntries: 1_000, clock });
});

export const catalogue = () =>
  createCatalogue({
    cache: catalogueCache(),
    products: productRepository(),
    onCacheFailure: (error) => logger.warn(logEvents.catalogueCacheFailed, { error }),
  });

export const composeGetProduct = () => getProduct({ products: productRepository() });

export const composeListProducts = () =>
  listProducts({
    products: productRepository(),
    pages: createExpiringMap({ ttlMs: productListMaxAgeSeconds * 1_000, maxEntries: 100, clock }),
  });

export const composePutProduct = () =>
  putProduct({ products: productRepository(), retryOnConflict: retryOnConflict() });

export const composeMoveStock = (respond: (product: Product) => StoredResponse) =>
  moveStock({
    products: productRepository(),
    store: orderStore(),
    ledger: createDynamoStockLedger(ordersTable()),
    clock,
    retryOnConflict: retryOnConflict(),
    newUlid: monotonicFactory(createPooledRandom()),
    respond,
  });

export const composeRefreshAvailability = () =>
  refreshAvailability({
    products: productRepository(),
    availability: createDynamoListedAvailability(catalogueTable()),
    onFailure: (sku, error) => logger.warn(logEvents.availabilityNotRefreshed, { sku, error }),
  });
