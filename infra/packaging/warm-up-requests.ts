import type { FunctionId } from '../../lib/contract/function-ids.ts';
import { headers } from '../../lib/contract/headers.ts';
import { pathTo } from '../../lib/contract/path-to.ts';
import { type RouteId, routes } from '../../lib/contract/routes.ts';
import { environmentVariables as names } from '../../lib/contract/service.ts';

const orderId = 'ord_01ARZ3NDEKTSV4RRFFQ69G5FAV';
export const sku = 'TEA-001';

/** Bodies of the routes that need one. */
const bodies: Partial<Readonly<Record<RouteId, object>>> = {
  'create-order': { items: [{ sku, quantity: 1 }], source: 'web' },
  'pay-order': { paymentMethod: 'pm_card_visa' },
  'refund-order': { amount: { amount: 100, currency: 'USD' } },
  'put-product': { name: 'Tea', unitPrice: { amount: 1_999, currency: 'USD' } },
  'move-stock': { quantity: 1, reason: 'received' },
};

const isRoute = (id: FunctionId): id is RouteId => Object.hasOwn(routes, id);

/** An event that the function handles, as its trigger sends it, in one of several requests. */
export const warmUpEvent = (id: FunctionId, request: number): unknown => {
  if (!isRoute(id)) return { Records: [], source: 'aws.events', awslogs: { data: '' } };
  const { method, path: template } = routes[id];
  const path = pathTo(id, { orderId, sku });
  const body = bodies[id];
  return {
    version: '2.0',
    routeKey: `${method} ${template}`,
    rawPath: path,
    rawQueryString: '',
    headers: {
      'content-type': 'application/json',
      [headers.correlationId.toLowerCase()]: `packaging-${request}`,
      [headers.idempotencyKey.toLowerCase()]: `packaging-request-${request}`,
    },
    pathParameters: { orderId, sku },
    requestContext: {
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'packaging' },
      requestId: `packaging-${request}`,
      routeKey: `${method} ${template}`,
      stage: '$default',
      authorizer: {
        jwt: {
          claims: {
            sub: 'packaging',
            scope: 'orders:read orders:write orders:admin metrics:read',
            customer_type: 'business',
          },
          scopes: [],
        },
      },
    },
    ...(body && { body: JSON.stringify(body) }),
    isBase64Encoded: false,
  };
};

/** The context of a warm-up request. */
export const warmUpContext = (functionName: string, request: number) => ({
  functionName,
  awsRequestId: `packaging-${request}`,
  getRemainingTimeInMillis: () => 2_000,
});

/** Environment of a function whose services are all stand-ins at one address. */
export const warmUpEnvironment = (
  functionName: string,
  endpoint: string,
): Readonly<Record<string, string>> => ({
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'packaging',
  AWS_SECRET_ACCESS_KEY: 'packaging',
  AWS_LAMBDA_FUNCTION_NAME: functionName,
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  [names.ordersTableName]: 'orders',
  [names.eventsTableName]: 'order-events',
  [names.metricsTableName]: 'order-metrics',
  [names.eventBusName]: 'orders',
  [names.failureBucketName]: 'failures',
  [names.paymentSecret]: 'sk_test_of_a_warm_up',
  [names.webhookSecret]: 'whsec_of_a_warm_up',
  [names.cursorKey]: 'a key for the cursors of a warm-up',
  [names.dynamodbEndpoint]: endpoint,
  [names.eventbridgeEndpoint]: endpoint,
  [names.paymentGatewayUrl]: endpoint,
});
