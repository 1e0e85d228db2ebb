import { randomUUID } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import middy from '@middy/core';
import httpErrorHandler from '@middy/http-error-handler';
import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import * as z from 'zod';
import { environmentVariables as names } from '../../../lib/contract/service.ts';
import { createPlaceOrder } from './place-order.ts';

// The result of following the libraries' own documentation: one log line, two metrics, a schema for the body.

const placeOrder = createPlaceOrder(
  DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint: process.env[names.dynamodbEndpoint] ?? '' })),
  {
    ordersTable: process.env[names.ordersTableName] ?? '',
    eventsTable: process.env[names.eventsTableName] ?? '',
  },
);
const logger = new Logger();
const metrics = new Metrics();

const bodySchema = z.strictObject({
  items: z
    .array(z.strictObject({ sku: z.string().regex(/^[\w.-]{1,64}$/), quantity: z.int().min(1).max(999) }))
    .min(1)
    .max(45),
  source: z.enum(['web', 'mobile', 'partner', 'api']).optional(),
});

const createOrder = async ({
  headers,
  body = '',
  requestContext,
}: APIGatewayProxyEventV2WithJWTAuthorizer) => {
  const startedAt = Date.now();
  const correlationId = headers['x-correlation-id'] ?? randomUUID();
  logger.appendKeys({ correlationId });
  const { items } = bodySchema.parse(JSON.parse(body));
  const order = await placeOrder({
    customerId: String(requestContext.authorizer.jwt.claims['sub']),
    items,
    idempotencyKey: headers['idempotency-key'] ?? '',
    correlationId,
    body,
  });
  logger.info('order placed', { orderId: order.id });
  metrics.addMetric('orders_created_total', MetricUnit.Count, 1);
  metrics.addMetric('request_duration', MetricUnit.Milliseconds, Date.now() - startedAt);
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
  .use(httpErrorHandler());
