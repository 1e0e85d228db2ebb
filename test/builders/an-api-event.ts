import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import { type RouteId, routes } from '../../lib/contract/routes.ts';

export interface ApiEventFacts {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; `rawBody` is sent as it is. */
  readonly body?: unknown;
  readonly rawBody?: string;
  readonly isBase64Encoded?: boolean;
  /** When the gateway received the request, in milliseconds since 1970; now unless given. */
  readonly arrivedAt?: number;
  /** Claims of the verified token; `null` when the route has no authorizer. */
  readonly claims?: Readonly<Record<string, string>> | null;
}

/** Claims of a customer's access token. */
export const customerClaims = {
  sub: 'alice',
  scope: 'orders:read orders:write',
  token_use: 'access',
  customer_type: 'premium',
};

const bodyOf = ({ body, rawBody }: ApiEventFacts): string | undefined =>
  rawBody ?? (body === undefined ? undefined : JSON.stringify(body));

/** A request to a route as API Gateway's HTTP API hands it over, in payload format 2.0. */
export const anApiEvent = (
  routeId: RouteId,
  facts: ApiEventFacts = {},
): APIGatewayProxyEventV2WithJWTAuthorizer => {
  const { method, path: template } = routes[routeId];
  const rawPath = template.replace(/\{(\w+)\}/g, (_, name: string) => facts.path?.[name] ?? '');
  const claims = facts.claims === undefined ? customerClaims : facts.claims;
  const body = bodyOf(facts);
  const event = {
    version: '2.0',
    routeKey: `${method} ${template}`,
    rawPath,
    rawQueryString: new URLSearchParams(facts.query).toString(),
    headers: { 'content-type': 'application/json', ...facts.headers },
    ...(facts.query && { queryStringParameters: { ...facts.query } }),
    ...(facts.path && { pathParameters: { ...facts.path } }),
    requestContext: {
      accountId: '000000000000',
      apiId: 'api',
      domainName: 'api.example.com',
      domainPrefix: 'api',
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'test' },
      requestId: 'request-1',
      routeKey: `${method} ${template}`,
      stage: '$default',
      time: '01/Jul/2026:12:00:00 +0000',
      timeEpoch: facts.arrivedAt ?? Date.now(),
      ...(claims && { authorizer: { jwt: { claims, scopes: [] }, principalId: '', integrationLatency: 0 } }),
    },
    ...(body !== undefined && { body }),
    isBase64Encoded: facts.isBase64Encoded ?? false,
  };
  // A public route's event has no authorizer, which this type cannot say.
  return event as APIGatewayProxyEventV2WithJWTAuthorizer;
};
