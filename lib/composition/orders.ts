import { monotonicFactory } from 'ulid';
import { createHmacCursorCodec } from '../adapters/crypto/hmac-cursor-codec.ts';
import { createDynamoUnpaidOrders } from '../adapters/dynamodb/dynamo-unpaid-orders.ts';
import { advanceOrder } from '../app/advance-order.ts';
import { cancelOrder } from '../app/cancel-order.ts';
import { createOrder } from '../app/create-order.ts';
import { expireOrders } from '../app/expire-orders.ts';
import { getOrder } from '../app/get-order.ts';
import { listOrders } from '../app/list-orders.ts';
import { findReachedLimit } from '../app/unpaid-limit.ts';
import type { StoredResponse } from '../contract/idempotency.ts';
import type { Order } from '../domain/order.ts';
import { logEvents } from '../platform/logging/log-events.ts';
import { createPooledRandom } from '../platform/pooled-random.ts';
import { createSecret } from '../platform/secrets/secret.ts';
import { catalogue } from './catalogue.ts';
import { optionalReadsClient, orderStore, retryOnConflict } from './database.ts';
import { drainSettings } from './jobs.ts';
import { jobTelemetry, telemetry } from './order-telemetry.ts';
import { abandonPayment, paymentLeaseMs, refundNow } from './payments.ts';
import { clock, environment, logger, region } from './platform.ts';
import { secretsPolicy } from './secrets.ts';
import { composeMarkContention } from './stock-contention.ts';

type Respond = (order: Order) => StoredResponse;

export const composeCreateOrder = (respond: Respond) =>
  createOrder({
    store: orderStore(),
    catalogue: catalogue(),
    findReachedLimit: findReachedLimit({
      orders: createDynamoUnpaidOrders({
        client: optionalReadsClient(),
        tableName: environment.ordersTableName,
      }),
      limit: environment.unpaidOrdersLimit,
      timeoutMs: 1_000,
      onFailure: (error) => logger.warn(logEvents.unpaidOrdersNotCounted, { error }),
    }),
    telemetry: telemetry(),
    clock,
    retryOnConflict: retryOnConflict(),
    markContention: composeMarkContention(),
    newUlid: monotonicFactory(createPooledRandom()),
    paymentWindowMs: environment.paymentWindowMs,
    respond,
  });

export const composeGetOrder = () => getOrder({ store: orderStore() });

export const composeListOrders = () =>
  listOrders({
    store: orderStore(),
    cursors: createHmacCursorCodec(
      createSecret({ ...environment.cursorKey, region, now: clock, policy: secretsPolicy }),
    ),
  });

export const composeCancelOrder = (respond: Respond) =>
  cancelOrder({
    store: orderStore(),
    refundNow: refundNow(telemetry()),
    abandon: abandonPayment,
    telemetry: telemetry(),
    clock,
    retryOnConflict: retryOnConflict(),
    leaseMs: paymentLeaseMs,
    respond,
  });

export const composeAdvanceOrder = (step: 'ship' | 'deliver') =>
  advanceOrder(step, {
    store: orderStore(),
    telemetry: telemetry(),
    clock,
    retryOnConflict: retryOnConflict(),
  });

export const composeExpireOrders = () =>
  expireOrders({
    store: orderStore(),
    telemetry: jobTelemetry(),
    clock,
    retryOnConflict: retryOnConflict(),
    drain: drainSettings('expire-orders', 8),
    onFailure: (orderId, error) => logger.warn(logEvents.expiryFailed, { orderId, error }),
  });
