import { headers as headerNames } from '../../lib/contract/headers.ts';
import { pathTo } from '../../lib/contract/path-to.ts';
import { type RouteId, routes } from '../../lib/contract/routes.ts';
import { CommandError } from '../command-line/command-error.ts';
import { noLocalService } from '../command-line/local-service.ts';
import { labelledFetch } from '../command-line/run-label.ts';
import { jsonOf } from '../json-of.ts';

export interface ShopRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly token?: string;
  readonly idempotencyKey?: string;
  /** Further headers. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
}

export interface Reply {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The parsed JSON, or the text if it is not JSON. */
  readonly body: unknown;
}

export type Send = (request: ShopRequest) => Promise<Reply>;

interface RouteFacts {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly token?: string;
  readonly idempotencyKey?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** A request to a route of the contract. */
export const toRoute = (id: RouteId, { path = {}, query, ...rest }: RouteFacts): ShopRequest => ({
  method: routes[id].method,
  target: `${pathTo(id, path)}${query ? `?${new URLSearchParams(query)}` : ''}`,
  ...rest,
});

const sendAsDemo = labelledFetch('demo');

/** Sends requests to the service at an address. */
export const createShopClient =
  (url: string): Send =>
  async ({ method, target, token, idempotencyKey, headers, body }) => {
    const answer = await sendAsDemo(`${url}${target}`, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(idempotencyKey !== undefined && { [headerNames.idempotencyKey]: idempotencyKey }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }).catch(() => {
      throw noLocalService(url);
    });
    const text = await answer.text();
    return {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      text,
      body: jsonOf(text, text),
    };
  };

/**
 * Gets a token from the local issuer.
 * @throws {CommandError} when the server is not the local service.
 */
export const tokenFor = async (send: Send, sub: string, scope: string): Promise<string> => {
  const { body } = await send({ method: 'POST', target: '/local/token', body: { sub, scope } });
  const { access_token: token } = body as { access_token?: unknown };
  if (typeof token === 'string') return token;
  throw new CommandError('The server is not the local service. Name its address with --url.');
};
