import { monotonicFactory } from 'ulid';
import { createHmacCursorCodec } from '../../../lib/adapters/crypto/hmac-cursor-codec.ts';
import { createDynamoListedAvailability } from '../../../lib/adapters/dynamodb/dynamo-listed-availability.ts';
import { createDynamoProductRepository } from '../../../lib/adapters/dynamodb/dynamo-product-repository.ts';
import { createDynamoStockContention } from '../../../lib/adapters/dynamodb/dynamo-stock-contention.ts';
import { createDynamoStockLedger } from '../../../lib/adapters/dynamodb/dynamo-stock-ledger.ts';
import { createDynamoUnpaidOrders } from '../../../lib/adapters/dynamodb/dynamo-unpaid-orders.ts';
import { createMemoryCatalogueCache } from '../../../lib/adapters/memory-catalogue-cache.ts';
import { advanceOrder } from '../../../lib/app/advance-order.ts';
import { createCatalogue } from '../../../lib/app/cached-catalogue.ts';
import { cancelOrder } from '../../../lib/app/cancel-order.ts';
import { createOrder } from '../../../lib/app/create-order.ts';
import { expireOrders } from '../../../lib/app/expire-orders.ts';
import { getOrder } from '../../../lib/app/get-order.ts';
import { storeOutcome } from '../../../lib/app/idempotent-command.ts';
import { listOrders } from '../../../lib/app/list-orders.ts';
import { moveStock } from '../../../lib/app/move-stock.ts';
import { putProduct } from '../../../lib/app/put-product.ts';
import { refreshAvailability } from '../../../lib/app/refresh-availability.ts';
import { markContention, splitStock } from '../../../lib/app/split-stock.ts';
import { findReachedLimit } from '../../../lib/app/unpaid-limit.ts';
import { logEvents } from '../../../lib/platform/logging/log-events.ts';
import { respondCreated, respondOk } from '../../../lib/presenters/present-order.ts';
import { respondMoved } from '../../../lib/presenters/present-product.ts';
import { tableNames } from '../world/database.ts';
import type { MoneyUseCases } from './compose-money.ts';
import type { Platform } from './compose-platform.ts';

/** As in lib/composition/catalogue.ts. */
const catalogueTtlMs = 60_000;

/** Use cases of orders and catalogue of one execution environment, as in lib/composition/orders.ts and catalogue.ts. */
export const composeUseCases = (platform: Platform, money: MoneyUseCases) => {
  const { clock, random, logger, retryOnConflict, ordersTable, settings } = platform;
  const { store, telemetry, refundNow, abandon, leaseMs } = money;
  const products = createDynamoProductRepository(ordersTable);
  const contention = createDynamoStockContention(ordersTable);
  const newUlid = monotonicFactory(random);
  const advance = (step: 'ship' | 'deliver') =>
    advanceOrder(step, { store, telemetry, clock, retryOnConflict });
  return {
    createOrder: createOrder({
      store,
      catalogue: createCatalogue({
        cache: createMemoryCatalogueCache({ ttlMs: catalogueTtlMs, maxEntries: 1_000, clock }),
        products,
        onCacheFailure: (error) => logger.warn(logEvents.catalogueCacheFailed, { error }),
      }),
      findReachedLimit: findReachedLimit({
        orders: createDynamoUnpaidOrders({
          client: platform.optionalClient,
          tableName: tableNames.orders,
        }),
        limit: settings.unpaidOrdersLimit,
        timeoutMs: 1_000,
        onFailure: (error) => logger.warn(logEvents.unpaidOrdersNotCounted, { error }),
      }),
      telemetry,
      clock,
      retryOnConflict,
      markContention: markContention({
        contention,
        clock,
        intervalMs: 10_000,
        onFailure: (_, error) => logger.warn(logEvents.contentionNotMarked, { error }),
      }),
      newUlid,
      paymentWindowMs: settings.paymentWindowMs,
      respond: respondCreated,
    }),
    getOrder: getOrder({ store }),
    listOrders: listOrders({
      store,
      cursors: createHmacCursorCodec(
        Object.assign(async () => 'a key of the simulated stage', { previous: async () => undefined }),
      ),
    }),
    cancelOrder: cancelOrder({
      store,
      refundNow,
      abandon,
      telemetry,
      clock,
      retryOnConflict,
      leaseMs,
      respond: respondOk,
    }),
    shipOrder: advance('ship'),
    deliverOrder: advance('deliver'),
    putProduct: putProduct({ products, retryOnConflict }),
    moveStock: moveStock({
      products,
      store,
      ledger: createDynamoStockLedger(ordersTable),
      clock,
      retryOnConflict,
      newUlid,
      respond: respondMoved,
    }),
    storeOutcome: storeOutcome({ store, clock }),
    expireOrders: expireOrders({
      store,
      telemetry,
      clock,
      retryOnConflict,
      drain: platform.drain(8),
      onFailure: (_, error) => logger.warn(logEvents.expiryFailed, { error }),
    }),
    splitStock: splitStock({
      contention,
      clock,
      intervalMs: 120_000,
      calmMs: 3_600_000,
      onMerge: () => {},
      onSplit: () => {},
      onFailure: (_, error) => logger.warn(logEvents.stockNotSplit, { error }),
    }),
    refreshAvailability: refreshAvailability({
      products,
      availability: createDynamoListedAvailability(ordersTable),
      onFailure: (_, error) => logger.warn(logEvents.availabilityNotRefreshed, { error }),
    }),
  };
};
