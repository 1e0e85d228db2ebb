import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import { headers } from '../../../lib/contract/headers.ts';
import { pathTo } from '../../../lib/contract/path-to.ts';
import { type RouteId, routes } from '../../../lib/contract/routes.ts';
import { scopes } from '../../../lib/contract/scopes.ts';
import { products } from './products.ts';

interface ApiCall {
  readonly routeId: RouteId;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly scope: string;
  /** Claims of the token beside the scope. */
  readonly claims?: Readonly<Record<string, string>>;
  readonly idempotencyKey?: string;
  readonly accept?: string;
}

/** Event of API Gateway for a request with a token. */
const apiEvent = (call: ApiCall): APIGatewayProxyEventV2WithJWTAuthorizer => {
  const { method, path: template } = routes[call.routeId];
  const parameters = call.parameters ?? {};
  const path = pathTo(call.routeId, parameters);
  return {
    version: '2.0',
    routeKey: `${method} ${template}`,
    rawPath: path,
    rawQueryString: '',
    headers: {
      accept: call.accept ?? 'application/json',
      'content-type': 'application/json',
      'user-agent': 'benchmark',
      [headers.correlationId.toLowerCase()]: 'benchmark-0123456789',
      ...(call.idempotencyKey && { [headers.idempotencyKey.toLowerCase()]: call.idempotencyKey }),
    },
    pathParameters: parameters,
    requestContext: {
      accountId: '123456789012',
      apiId: 'benchmark',
      domainName: 'api.example.com',
      domainPrefix: 'api',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'benchmark' },
      requestId: 'benchmark-request',
      routeKey: `${method} ${template}`,
      stage: '$default',
      time: '01/Jan/2026:00:00:00 +0000',
      timeEpoch: 1_767_225_600_000,
      authorizer: {
        principalId: '',
        integrationLatency: 0,
        jwt: {
          claims: { sub: 'customer-1', scope: call.scope, token_use: 'access', ...call.claims },
          scopes: [call.scope],
        },
      },
    },
    ...(call.body !== undefined && { body: call.body }),
    isBase64Encoded: false,
  };
};

const orderBody = JSON.stringify({
  items: products.map(({ sku }, index) => ({ sku, quantity: index + 1 })),
  source: 'web',
});

/**
 * A business customer orders three products; the number of their unpaid orders is not limited.
 * @param idempotencyKey another one in every event, or the order is not placed again.
 */
export const orderEvent = (idempotencyKey: string): APIGatewayProxyEventV2WithJWTAuthorizer =>
  apiEvent({
    routeId: 'create-order',
    body: orderBody,
    scope: `${scopes.ordersWrite} ${scopes.ordersRead}`,
    claims: { customer_type: 'business' },
    idempotencyKey,
  });

/** An administrator puts a product into the catalogue. */
export const productEvent = ({
  sku,
  ...product
}: (typeof products)[number]): APIGatewayProxyEventV2WithJWTAuthorizer =>
  apiEvent({
    routeId: 'put-product',
    parameters: { sku },
    body: JSON.stringify(product),
    scope: scopes.ordersAdmin,
    idempotencyKey: `benchmark-put-${sku}`,
  });

/** Prometheus scrapes, and takes no compression, so that only our work is measured. */
export const scrapeEvent: APIGatewayProxyEventV2WithJWTAuthorizer = apiEvent({
  routeId: 'metrics',
  scope: scopes.metricsRead,
  accept: 'application/openmetrics-text;version=1.0.0',
});
