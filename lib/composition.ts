import { randomUUID } from 'node:crypto';
import { monotonicFactory } from 'ulid';
import { createDocumentClient } from './adapters/dynamodb/client.ts';
import { createDynamoHealthCheck } from './adapters/dynamodb/health-check.ts';
import { createDynamoOrderRepository } from './adapters/dynamodb/order-repository.ts';
import { createDynamoProductRepository } from './adapters/dynamodb/product-repository.ts';
import { createEventBridgeClient } from './adapters/eventbridge/client.ts';
import { createEventBusHealthCheck } from './adapters/eventbridge/health-check.ts';
import { createOrderTelemetry } from './adapters/telemetry/order-telemetry.ts';
import { checkReadiness } from './app/check-readiness.ts';
import { createOrder } from './app/create-order.ts';
import { getOrder } from './app/get-order.ts';
import { getProduct } from './app/get-product.ts';
import { listProducts } from './app/list-products.ts';
import { putProduct } from './app/put-product.ts';
import { metricsNamespace, serviceName } from './contract/service.ts';
import { readEnvironment } from './env.ts';
import { createPipeline } from './middleware/pipeline.ts';
import { createContextLogger } from './observability/context-logger.ts';
import { createEmfMetrics } from './observability/emf-metrics.ts';
import { logEvents } from './observability/log-events.ts';

// Every collaborator is built here and nowhere else. Each is behind a function, so that a bundle holds
// no more than its handler asks for.

const environment = readEnvironment();
const logger = createContextLogger(serviceName, environment.logLevel);
const metrics = createEmfMetrics({ service: serviceName, namespace: metricsNamespace }, (line) => {
  process.stdout.write(`${line}\n`);
});

/** Makes a handler out of a route's id, its schemas and what it does. */
export const apiHandler = createPipeline({ logger, metrics, now: Date.now, newCorrelationId: randomUUID });

const ordersTable = () => ({
  client: createDocumentClient({ region: environment.region, endpoint: environment.dynamodbEndpoint }),
  tableName: environment.ordersTableName,
});

const eventBus = () => ({
  client: createEventBridgeClient({ region: environment.region, endpoint: environment.eventbridgeEndpoint }),
  busName: environment.eventBusName,
});

export const composeCreateOrder = () => {
  const table = ordersTable();
  return createOrder({
    orders: createDynamoOrderRepository(table),
    products: createDynamoProductRepository(table),
    telemetry: createOrderTelemetry(logger, metrics),
    clock: Date.now,
    newUlid: monotonicFactory(),
  });
};

export const composeGetOrder = () => getOrder({ orders: createDynamoOrderRepository(ordersTable()) });

export const composeGetProduct = () => getProduct({ products: createDynamoProductRepository(ordersTable()) });

export const composeListProducts = () =>
  listProducts({ products: createDynamoProductRepository(ordersTable()) });

export const composePutProduct = () => putProduct({ products: createDynamoProductRepository(ordersTable()) });

export const composeCheckReadiness = () =>
  checkReadiness({
    checks: [createDynamoHealthCheck(ordersTable()), createEventBusHealthCheck(eventBus())],
    timeoutMs: 5_000,
    onFailure: (check, error) => logger.warn(logEvents.healthCheckFailed, { check, error }),
  });
