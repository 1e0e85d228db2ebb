import type { RequestHandler } from '../http/exchange.ts';
import { jsonResponse, textResponse } from '../http/http-response.ts';
import type { TokenIssuer } from '../identity/token-issuer.ts';
import type { LambdaService } from '../lambda/lambda-service.ts';
import type { LogStore } from '../logs/log-store.ts';
import { createFunctionsEndpoint } from './functions-endpoint.ts';
import { createLogsEndpoint } from './logs-endpoint.ts';
import { createTokenEndpoint } from './token-endpoint.ts';

export interface LocalEndpointsOptions {
  readonly issuer: TokenIssuer;
  readonly logs: LogStore;
  readonly lambda: LambdaService;
  readonly home: string;
}

const pathOf = (target = '') => target.split('?')[0] ?? '';

/** Whether a request is for an endpoint that exists only locally. */
export const isLocalEndpoint = (target: string | undefined): boolean =>
  pathOf(target) === '/' || pathOf(target).startsWith('/local/');

/** The endpoints beside the API; nothing of them is ever deployed. */
export const createLocalEndpoints = ({
  issuer,
  logs,
  lambda,
  home,
}: LocalEndpointsOptions): RequestHandler => {
  const endpoints = new Map<string, { method: string; handle: RequestHandler }>([
    ['/', { method: 'GET', handle: async () => textResponse(200, home) }],
    ['/local/token', { method: 'POST', handle: createTokenEndpoint(issuer) }],
    ['/local/logs', { method: 'GET', handle: createLogsEndpoint(logs) }],
    ['/local/functions', { method: 'GET', handle: createFunctionsEndpoint(lambda) }],
    [
      '/local/issuer/.well-known/openid-configuration',
      { method: 'GET', handle: async () => jsonResponse(200, issuer.discoveryDocument) },
    ],
    [
      '/local/issuer/.well-known/jwks.json',
      { method: 'GET', handle: async () => jsonResponse(200, issuer.jwks) },
    ],
  ]);
  return async (exchange) => {
    const { method, url } = exchange.request;
    const endpoint = endpoints.get(pathOf(url));
    if (!endpoint) return jsonResponse(404, { message: 'Not Found' });
    if (method !== endpoint.method) {
      return jsonResponse(405, { message: `use ${endpoint.method}` }, { allow: endpoint.method });
    }
    return endpoint.handle(exchange);
  };
};
