import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import { environmentVariables as names } from '../../../lib/contract/service.ts';
import { createPlaceOrder } from './place-order.ts';

// The floor: the same DynamoDB calls with the SDK as it comes, and no framework, logs, metrics or schemas.

const placeOrder = createPlaceOrder(
  DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint: process.env[names.dynamodbEndpoint] ?? '' })),
  {
    ordersTable: process.env[names.ordersTableName] ?? '',
    eventsTable: process.env[names.eventsTableName] ?? '',
  },
);

export const handler = async ({
  headers,
  body = '',
  requestContext,
}: APIGatewayProxyEventV2WithJWTAuthorizer) => {
  const { items } = JSON.parse(body);
  if (!Array.isArray(items)) return { statusCode: 400, body: '{}' };
  const order = await placeOrder({
    customerId: String(requestContext.authorizer.jwt.claims['sub']),
    items,
    idempotencyKey: headers['idempotency-key'] ?? '',
    correlationId: headers['x-correlation-id'] ?? '',
    body,
  });
  return {
    statusCode: 201,
    headers: { 'Content-Type': 'application/json', Location: `/api/v1/orders/${order.id}` },
    body: order.body,
  };
};
