import { isAwsOutage, isRetryableAwsFailure } from '../adapters/aws/aws-failure.ts';
import { resilientClient } from '../adapters/aws/resilient-client.ts';
import { createDocumentClient } from '../adapters/dynamodb/client.ts';
import { createDynamoOrderStore } from '../adapters/dynamodb/order-store.ts';
import { createDynamoProductRepository } from '../adapters/dynamodb/product-repository.ts';
import { createCircuitTelemetry } from '../adapters/telemetry/circuit-telemetry.ts';
import { createDependencyPolicy } from '../resilience/dependency-policy.ts';
import { once } from './once.ts';
import { environment, logger, metrics, region } from './platform.ts';

export const dynamoClient = /* @__PURE__ */ once(() =>
  resilientClient(
    createDocumentClient({ region, endpoint: environment.dynamodbEndpoint }),
    createDependencyPolicy({
      name: 'dynamodb',
      isFailure: isAwsOutage,
      isRetryable: isRetryableAwsFailure,
      tryTimeoutMs: 2_500,
      onTransition: createCircuitTelemetry('dynamodb', logger, metrics),
    }),
  ),
);
export const ordersTable = () => ({ client: dynamoClient(), tableName: environment.ordersTableName });
export const productRepository = () => createDynamoProductRepository(ordersTable());
export const orderStore = /* @__PURE__ */ once(() =>
  createDynamoOrderStore({
    client: dynamoClient(),
    ordersTable: environment.ordersTableName,
    eventsTable: environment.eventsTableName,
  }),
);
