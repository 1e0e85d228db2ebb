import { randomUUID } from 'node:crypto';
import { monotonicFactory } from 'ulid';
import { createHmacCursorCodec } from './adapters/crypto/hmac-cursor-codec.ts';
import { createEventBridgeClient } from './adapters/eventbridge/client.ts';
import { createEventBusHealthCheck } from './adapters/eventbridge/event-bus.ts';
import { createRedisHealthCheck } from './adapters/redis/redis-catalogue-cache.ts';
import { advanceOrder } from './app/advance-order.ts';
import { cancelOrder } from './app/cancel-order.ts';
import { checkReadiness } from './app/check-readiness.ts';
import { createOrder } from './app/create-order.ts';
import { expireOrders } from './app/expire-orders.ts';
import { getOrder } from './app/get-order.ts';
import { getProduct } from './app/get-product.ts';
import { storeOutcome } from './app/idempotency/store-outcome.ts';
import { listOrders } from './app/list-orders.ts';
import { listProducts } from './app/list-products.ts';
import { createCharge } from './app/payment/charge.ts';
import { payOrder } from './app/payment/pay-order.ts';
import { reconcilePayments } from './app/payment/reconcile-payments.ts';
import { putProduct } from './app/put-product.ts';
import { catalogue, sharedCache } from './composition/catalogue.ts';
import { orderStore, ordersTable, productRepository } from './composition/database.ts';
import { paymentGateway, paymentPolicy, refund, settle } from './composition/payments.ts';
import {
  clock,
  environment,
  jobTelemetry,
  logger,
  pipeline,
  region,
  telemetry,
} from './composition/platform.ts';
import { secretsPolicy } from './composition/secrets.ts';
import type { StoredResponse } from './contract/stored-response.ts';
import type { Order } from './domain/order.ts';
import { createPipeline } from './middleware/api/pipeline.ts';
import { createConsumerPipeline } from './middleware/consumer-pipeline.ts';
import { createJobPipeline } from './middleware/schedule/job-pipeline.ts';
import { createDynamoHealthCheck } from './platform/dynamodb/health-check.ts';
import { logEvents } from './platform/logging/log-events.ts';
import { createPooledRandom } from './platform/pooled-random.ts';
import { createCircuitHealthCheck } from './platform/resilience/circuit-health-check.ts';
import { createSecret } from './platform/secrets/secret.ts';

// Every collaborator is built here and in lib/composition/, and nowhere else. Each is behind a function,
// so that a bundle holds no more than its handler asks for; each is built once.

type Respond = (order: Order) => StoredResponse;

/** Longer than a request can work on a payment; after it the reconciler takes over. In milliseconds. */
const paymentLeaseMs = 25_000;

/** Makes the handler of a route out of its schemas and what it does. */
export const apiHandler = createPipeline(pipeline);

/** The same for a route that executes a request once for its key. */
export const idempotentApiHandler: typeof apiHandler = (...route) =>
  createPipeline({ ...pipeline, storeOutcome: storeOutcome({ store: orderStore(), clock }) })(...route);

/** Makes the handler of a scheduled function. */
export const jobHandler = createJobPipeline(pipeline);

/** The same for a function that is handed batches by a stream, a queue or a log subscription. */
export const consumerHandler = createConsumerPipeline(pipeline);

export const composeCreateOrder = (respond: Respond) =>
  createOrder({
    store: orderStore(),
    catalogue: catalogue(),
    telemetry: telemetry(),
    clock,
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

export const composePayOrder = (respondPaid: Respond, respondUndecided: Respond) =>
  payOrder({
    store: orderStore(),
    charge: createCharge({
      store: orderStore(),
      gateway: paymentGateway(),
      clock,
      onUndecided: ({ orderId, number }, error) =>
        logger.warn(logEvents.paymentUndecided, { orderId, number, error }),
    }),
    settle: settle(telemetry()),
    clock,
    leaseMs: paymentLeaseMs,
    settleDelayMs: 2_000,
    respondPaid,
    respondUndecided,
  });

export const composeCancelOrder = (respond: Respond) =>
  cancelOrder({ store: orderStore(), refund: refund(), telemetry: telemetry(), clock, respond });

export const composeAdvanceOrder = (step: 'ship' | 'deliver') =>
  advanceOrder(step, { store: orderStore(), telemetry: telemetry(), clock });

export const composeExpireOrders = () =>
  expireOrders({
    store: orderStore(),
    telemetry: jobTelemetry(),
    clock,
    batchSize: 100,
    onFailure: (orderId, error) => logger.warn(logEvents.expiryFailed, { orderId, error }),
  });

export const composeReconcilePayments = () =>
  reconcilePayments({
    store: orderStore(),
    gateway: paymentGateway(),
    settle: settle(jobTelemetry()),
    refund: refund(),
    clock,
    newOwner: randomUUID,
    leaseMs: paymentLeaseMs,
    batchSize: 100,
    onFailure: (attempt, error) => logger.warn(logEvents.paymentUnsettled, { ...attempt, error }),
  });

export const composeGetProduct = () => getProduct({ products: productRepository() });

export const composeListProducts = () => listProducts({ products: productRepository() });

export const composePutProduct = () => putProduct({ products: productRepository() });

export const composeCheckReadiness = () => {
  const client = createEventBridgeClient({ region, endpoint: environment.eventbridgeEndpoint });
  const cache = sharedCache();
  return checkReadiness({
    checks: [
      createDynamoHealthCheck(ordersTable()),
      createEventBusHealthCheck({ client, busName: environment.eventBusName }),
      createCircuitHealthCheck(paymentPolicy()),
      ...(cache ? [createRedisHealthCheck(cache)] : []),
    ],
    timeoutMs: 5_000,
    onFailure: (check, error) => logger.warn(logEvents.healthCheckFailed, { check, error }),
  });
};
