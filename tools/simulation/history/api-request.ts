import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import { routes } from '../../../lib/contract/routes.ts';
import type { ApiFunctionId } from '../service/api-function-id.ts';

/** Sender of a request. */
export interface Principal {
  readonly sub: string;
  readonly isAdmin: boolean;
}

/** A request as a client makes it. */
export interface ApiCall {
  readonly routeId: ApiFunctionId;
  readonly by: Principal;
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly key?: string;
  readonly body?: unknown;
}

const scopesOf = ({ isAdmin }: Principal): string =>
  `orders:read orders:write${isAdmin ? ' orders:admin' : ''}`;

/** The request as API Gateway hands it to a function, in payload format 2.0. */
export const apiEvent = ({ routeId, by, path, query, key, body }: ApiCall) => {
  const { method, path: template } = routes[routeId];
  const rawPath = template.replace(/\{(\w+)\}/g, (_, name: string) => path?.[name] ?? '');
  const claims = { sub: by.sub, scope: scopesOf(by), token_use: 'access' };
  const event = {
    version: '2.0',
    routeKey: `${method} ${template}`,
    rawPath,
    rawQueryString: '',
    headers: { 'content-type': 'application/json', ...(key !== undefined && { 'idempotency-key': key }) },
    ...(query && { queryStringParameters: query }),
    ...(path && { pathParameters: path }),
    requestContext: {
      http: { method, path: rawPath },
      routeKey: `${method} ${template}`,
      authorizer: { jwt: { claims, scopes: [] } },
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    isBase64Encoded: false,
  };
  // The functions read nothing else of an event.
  return event as unknown as APIGatewayProxyEventV2WithJWTAuthorizer;
};
