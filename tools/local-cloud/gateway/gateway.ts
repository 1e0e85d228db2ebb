import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { RefusalRules, RouteDefinition } from '../deployment.ts';
import type { Exchange } from '../http/exchange.ts';
import { jsonResponse } from '../http/http-response.ts';
import type { Authorization, Authorize } from '../identity/jwt-authorizer.ts';
import type { Integration, IntegrationAnswer } from './integration.ts';
import { createProxyEvent } from './proxy-event.ts';
import { refusalResponse } from './refusal.ts';
import { headBytes } from './request-headers.ts';
import { parseRequestTarget } from './request-target.ts';
import { createRouteTable } from './route-table.ts';

/** A route and the function that serves it. */
export type GatewayRoute = Pick<RouteDefinition, 'method' | 'path' | 'scope'> & {
  readonly functionName: string;
};

export interface GatewayOptions {
  readonly routes: readonly GatewayRoute[];
  readonly authorize: Authorize;
  readonly integrate: Integration;
  readonly refusals: RefusalRules;
}

export interface GatewayAnswer extends IntegrationAnswer {
  /** Absent when no route matched. */
  readonly route?: GatewayRoute;
}

export type Gateway = (exchange: Exchange) => Promise<GatewayAnswer>;

/** Limits of HTTP APIs. */
const maxBodyBytes = 10 * 1024 * 1024;
const maxHeadBytes = 10_240;

const message = (status: number, text: string): GatewayAnswer => ({
  response: jsonResponse(status, { message: text }),
  coldStart: false,
});

const refuse = (
  authorization: Extract<Authorization, { granted: false }>,
  scope: string,
  { headers }: IncomingMessage,
  rules: RefusalRules,
): GatewayAnswer => ({
  response: refusalResponse(authorization, {
    scope,
    correlationId: headers[rules.correlationIdHeader.toLowerCase()]?.toString(),
    newCorrelationId: randomUUID,
    rules,
    now: new Date(),
  }),
  coldStart: false,
});

/** Speaks HTTP as an API Gateway HTTP API does, with payload format 2.0 towards the functions. */
export const createGateway = ({ routes, authorize, integrate, refusals }: GatewayOptions): Gateway => {
  const findRoute = createRouteTable(routes);

  const answer = async ({ request, readBody }: Exchange, requestId: string): Promise<GatewayAnswer> => {
    const { method = '', url = '', rawHeaders, httpVersion, socket } = request;
    if (headBytes(method, url, rawHeaders) > maxHeadBytes) {
      return message(431, 'Request Header Fields Too Large');
    }
    const target = parseRequestTarget(url);
    if (!target) return message(400, 'Bad Request');
    const match = findRoute(method, target.path);
    if (!match) return message(404, 'Not Found');
    const { route, pathParameters } = match;

    const authorization =
      route.scope === null ? undefined : await authorize(request.headers.authorization, [route.scope]);
    if (authorization?.granted === false) {
      return { ...refuse(authorization, route.scope ?? '', request, refusals), route };
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
      routeTemplate: route.path,
      pathParameters,
      ...(authorization && { jwt: { claims: authorization.claims, scopes: authorization.scopes } }),
      requestId,
      now: new Date(),
    });
    return { ...(await integrate(route.functionName, event)), route };
  };

  return async (exchange) => {
    const requestId = `${randomBytes(11).toString('base64url')}=`;
    const { response, ...rest } = await answer(exchange, requestId);
    const headers = { ...response.headers, 'apigw-requestid': requestId };
    return { ...rest, response: { ...response, headers } };
  };
};
