import { defaultRouteId, type ServedRouteId } from './default-route.ts';
import { pathTo } from './path-to.ts';
import { routes } from './routes.ts';

/** Facts of a request that has passed the gateway. */
export interface GatewayRequest {
  readonly routeId: ServedRouteId;
  /** Those that the path does not have are left out. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly requestId: string;
  readonly stage: string;
  /** Claims of the verified token. */
  readonly claims: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  readonly arrivedAt?: number;
}

/** A path that no route has. */
const unknownPath = '/api/v1/no-such-path';

/**
 * The event that API Gateway sends for a request (payload format 2.0).
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export const gatewayEvent = ({
  routeId,
  parameters,
  headers,
  body,
  requestId,
  stage,
  claims,
  arrivedAt,
}: GatewayRequest) => {
  const isDefault = routeId === defaultRouteId;
  const method = isDefault ? 'GET' : routes[routeId].method;
  const path = isDefault ? unknownPath : pathTo(routeId, parameters);
  const named = Object.entries(parameters).filter(
    ([name]) => !isDefault && routes[routeId].path.includes(`{${name}}`),
  );
  const routeKey = isDefault ? '$default' : `${method} ${routes[routeId].path}`;
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: '',
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(named.length > 0 && { pathParameters: Object.fromEntries(named) }),
    requestContext: {
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: stage },
      requestId,
      routeKey,
      stage,
      ...(arrivedAt !== undefined && { timeEpoch: arrivedAt }),
      authorizer: { jwt: { claims, scopes: [] } },
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    isBase64Encoded: false,
  };
};
