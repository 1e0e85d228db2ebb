import type { CorsRules, DefaultRoute, RouteDefinition, Throttle, TokenRules } from '../deployment.ts';
import type { Exchange } from '../http/exchange.ts';
import { jsonResponse } from '../http/http-response.ts';
import type { Authorize } from '../identity/jwt-authorizer.ts';
import { createCors } from './cors.ts';
import type { Integration, IntegrationAnswer } from './integration.ts';
import { createProxyEvent } from './proxy-event.ts';
import { headBytes } from './request-headers.ts';
import { newRequestId } from './request-id.ts';
import { parseRequestTarget } from './request-target.ts';
import { createRouteTable } from './route-table.ts';
import { createTokenBucket } from './token-bucket.ts';

/** A route and the function that serves it. */
export type GatewayRoute = Pick<RouteDefinition, 'method' | 'path' | 'scope' | 'throttle'> & {
  readonly functionName: string;
};

export interface GatewayOptions {
  readonly routes: readonly GatewayRoute[];
  /** Throttle of each route that has none of its own. */
  readonly throttle: Throttle;
  /** For requests that match no route; without it the gateway answers them. */
  readonly defaultRoute?: Pick<DefaultRoute, 'functionName' | 'throttle'>;
  /** Without it, preflights go to their route, and headers about origins stay as the functions set them. */
  readonly cors?: CorsRules;
  readonly authorize: Authorize;
  readonly tokens: Pick<TokenRules, 'authorizationScopes' | 'explainRefusal'>;
  readonly integrate: Integration;
  /** Milliseconds on a clock that only goes forward. */
  readonly now: () => number;
}

export interface GatewayAnswer extends IntegrationAnswer {
  readonly requestId: string;
  /** The trace header that the function was given; absent when none was invoked. */
  readonly traceHeader?: string;
  /** Absent when no route matched. */
  readonly route?: Pick<GatewayRoute, 'path'> & { readonly key?: string };
  /** Why the authorizer refused the request. */
  readonly authorizerError?: string;
  /** Why a valid token was refused, if there is more to say than that it lacks the scope. */
  readonly explanation?: string;
}

export type Gateway = (exchange: Exchange) => Promise<GatewayAnswer>;

/** Limits of HTTP APIs. */
const maxBodyBytes = 10 * 1024 * 1024;
const maxHeadBytes = 10_240;

/** An answer of the gateway itself. */
const message = (status: number, text: string, headers: Readonly<Record<string, string>> = {}) => ({
  response: jsonResponse(status, { message: text }, headers),
  coldStart: false,
});

const refusals = { 401: 'Unauthorized', 403: 'Forbidden' } as const;

/** Speaks HTTP as an API Gateway HTTP API does, with payload format 2.0 towards the functions. */
export const createGateway = (options: GatewayOptions): Gateway => {
  const { routes, throttle, defaultRoute, authorize, tokens, integrate, now } = options;
  const findRoute = createRouteTable(
    routes.map((route) => ({
      ...route,
      key: `${route.method} ${route.path}`,
      admit: createTokenBucket(route.throttle ?? throttle, now),
    })),
  );
  const fallback = defaultRoute && {
    route: {
      functionName: defaultRoute.functionName,
      path: '$default',
      key: '$default',
      scope: null,
      admit: createTokenBucket(defaultRoute.throttle, now),
    },
    pathParameters: {},
  };

  const answer = async (
    { request, readBody }: Exchange,
    requestId: string,
  ): Promise<Omit<GatewayAnswer, 'requestId'>> => {
    const receivedAt = new Date();
    const { method = '', url = '', rawHeaders, httpVersion, socket } = request;
    if (headBytes(method, url, rawHeaders) > maxHeadBytes) {
      return message(431, 'Request Header Fields Too Large');
    }
    const target = parseRequestTarget(url);
    if (!target) return message(400, 'Bad Request');
    const match = findRoute(method, target.path) ?? fallback;
    if (!match) return message(404, 'Not Found');
    const { route, pathParameters } = match;
    if (!route.admit()) return { ...message(429, 'Too Many Requests'), route };

    const authorization =
      route.scope === null
        ? undefined
        : await authorize(request.headers.authorization, tokens.authorizationScopes(route.scope));
    if (authorization?.granted === false) {
      const { status, wwwAuthenticate } = authorization;
      const explanation = status === 403 && tokens.explainRefusal(authorization.claims, route.scope ?? '');
      const refusal = message(status, refusals[status], { 'www-authenticate': wwwAuthenticate });
      const authorizerError = status === 403 ? 'insufficient_scope' : 'invalid_token';
      return { ...refusal, route, authorizerError, ...(explanation && { explanation }) };
    }

    const body = await readBody(maxBodyBytes);
    if (!body) return { ...message(413, 'Request Entity Too Large'), route };
    const event = createProxyEvent({
      method,
      target,
      httpVersion,
      rawHeaders,
      body,
      sourceIp: (socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
      port: socket.localPort ?? 0,
      routeKey: route.key,
      pathParameters,
      ...(authorization && { jwt: { claims: authorization.claims, scopes: authorization.scopes } }),
      requestId,
      now: receivedAt,
    });
    const traceHeader = event.headers['x-amzn-trace-id'];
    return {
      ...(await integrate(route.functionName, event)),
      route,
      ...(traceHeader !== undefined && { traceHeader }),
    };
  };

  const cors = options.cors && createCors(options.cors);
  return async (exchange): Promise<GatewayAnswer> => {
    const requestId = newRequestId();
    const preflight = cors?.preflight(exchange.request);
    const answered = preflight
      ? { response: preflight, coldStart: false }
      : await answer(exchange, requestId);
    const { response: own, ...rest } = answered;
    const response = preflight || !cors ? own : cors.decorate(exchange.request, own);
    const headers = { ...response.headers, 'apigw-requestid': requestId };
    return { ...rest, requestId, response: { ...response, headers } };
  };
};
