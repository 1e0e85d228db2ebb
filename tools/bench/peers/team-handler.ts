import { randomUUID } from 'node:crypto';
import { IdempotencyConfig } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import { makeHandlerIdempotent } from '@aws-lambda-powertools/idempotency/middleware';
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import { JSONStringified } from '@aws-lambda-powertools/parser/helpers';
import { parser } from '@aws-lambda-powertools/parser/middleware';
import { APIGatewayProxyEventV2Schema } from '@aws-lambda-powertools/parser/schemas/api-gatewayv2';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import middy from '@middy/core';
import httpErrorHandler from '@middy/http-error-handler';
import * as z from 'zod';
import { environmentVariables as names } from '../../../lib/contract/service.ts';
import { createPlaceOrder } from './place-order.ts';

// The same features from libraries: two log lines, five metrics, the event parsed by a schema, idempotency by a record
// that is claimed before the order is placed and completed afterwards.

const ordersTable = process.env[names.ordersTableName] ?? '';
const documents = DynamoDBDocumentClient.from(
  new DynamoDBClient({ endpoint: process.env[names.dynamodbEndpoint] ?? '' }),
);
const placeOrder = createPlaceOrder(
  documents,
  { ordersTable, eventsTable: process.env[names.eventsTableName] ?? '' },
  { withRecord: false },
);
const logger = new Logger();
const metrics = new Metrics();

const persistenceStore = new DynamoDBPersistenceLayer({
  tableName: ordersTable,
  keyAttr: 'pk',
  sortKeyAttr: 'sk',
  expiryAttr: 'ttl',
  // The document client sends the commands of the plain one, too.
  awsSdkV3Client: documents as unknown as DynamoDBClient,
});

const idempotency = new IdempotencyConfig({
  eventKeyJmesPath: '[requestContext.authorizer.jwt.claims.sub, headers."idempotency-key"]',
  payloadValidationJmesPath: 'body',
  throwOnNoIdempotencyKey: true,
  expiresAfterSeconds: 24 * 60 * 60,
});

const bodySchema = z.strictObject({
  items: z
    .array(z.strictObject({ sku: z.string().regex(/^[\w.-]{1,64}$/), quantity: z.int().min(1).max(999) }))
    .min(1)
    .max(45),
  source: z.enum(['web', 'mobile', 'partner', 'api']).optional(),
});

const eventSchema = APIGatewayProxyEventV2Schema.extend({ body: JSONStringified(bodySchema) });

const createOrder = async ({ headers, body, requestContext }: z.output<typeof eventSchema>) => {
  const startedAt = Date.now();
  const correlationId = headers['x-correlation-id'] ?? randomUUID();
  const customerId = String(requestContext.authorizer?.jwt?.claims['sub']);
  logger.appendKeys({ correlationId, userId: customerId });
  const order = await placeOrder({
    customerId,
    items: body.items,
    idempotencyKey: headers['idempotency-key'] ?? '',
    correlationId,
    body: '',
  });
  logger.info('order placed', { orderId: order.id });
  metrics.addMetric('orders_created_total', MetricUnit.Count, 1);
  metrics.addMetric('requests_total', MetricUnit.Count, 1);
  metrics.addMetric('availability_good_total', MetricUnit.Count, 1);
  metrics.addMetric('order_latency_good_total', MetricUnit.Count, 1);
  metrics.addMetric('request_duration', MetricUnit.Milliseconds, Date.now() - startedAt);
  logger.info('request completed', { method: 'POST', endpoint: '/api/v1/orders', status: 201 });
  return {
    statusCode: 201,
    headers: {
      'Content-Type': 'application/json',
      Location: `/api/v1/orders/${order.id}`,
      'X-Correlation-ID': correlationId,
    },
    body: order.body,
  };
};

export const handler = middy(createOrder)
  .use(injectLambdaContext(logger, { resetKeys: true }))
  .use(logMetrics(metrics, { captureColdStartMetric: true }))
  .use(httpErrorHandler())
  .use(makeHandlerIdempotent({ persistenceStore, config: idempotency }))
  .use(parser({ schema: eventSchema }));
