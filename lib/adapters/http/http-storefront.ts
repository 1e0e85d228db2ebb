import type { Storefront } from '../../app/ports/storefront.ts';
import { headers } from '../../contract/headers.ts';
import { pathTo } from '../../contract/path-to.ts';
import { type RouteId, routes } from '../../contract/routes.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { Clock } from '../../platform/ports.ts';
import type { SecretSource } from '../../platform/secrets/secret.ts';

export interface HttpStorefrontOptions {
  /** Public address of the API, without a path. */
  readonly apiUrl: string;
  /** Token endpoint of the issuer (OAuth 2.0, RFC 6749, 4.4). */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: SecretSource;
  readonly scope: string;
  /** For issuers that ask for one. */
  readonly audience?: string | undefined;
  /** The product that is ordered. */
  readonly sku: string;
  readonly clock: Clock;
  readonly newKey: () => string;
  readonly fetch: typeof fetch;
}

/** Milliseconds before its expiry at which a token is replaced. */
const tokenReserveMs = 60_000;

/** Bound of one request, in milliseconds. */
const requestTimeoutMs = 10_000;

const textIn = (body: string, member: string): string | undefined => {
  try {
    const value: unknown = (JSON.parse(body) as Record<string, unknown>)[member];
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
};

const expiresInMs = (body: string): number => {
  const { expires_in: seconds } = JSON.parse(body) as { expires_in?: unknown };
  return (Number(seconds) || 0) * 1_000;
};

/** An answer that is not a success. */
class RejectedRequest extends Error {
  readonly status: number;

  constructor(step: string, status: number, body: string) {
    super(`${step}: ${status} ${body}`);
    this.status = status;
  }
}

/** The service over HTTP, for a client that has credentials of the issuer. Never retries, except a token request whose secret was rotated. */
export const createHttpStorefront = (options: HttpStorefrontOptions): Storefront => {
  const { apiUrl, tokenUrl, clientId, clientSecret, scope, audience, sku, clock, newKey } = options;
  let token: { readonly text: string; readonly until: number } | undefined;

  const send = async (step: string, url: string, init: RequestInit, { signal }: CallOptions) => {
    const bounded = AbortSignal.any([signal, AbortSignal.timeout(requestTimeoutMs)]);
    const answer = await options.fetch(url, { ...init, method: 'POST', signal: bounded }).catch((cause) => {
      throw new Error(`${step}: no answer`, { cause });
    });
    const body = await answer.text();
    if (answer.ok) return body;
    // A 401 may be due to the token: the next request gets a new one.
    if (answer.status === 401) token = undefined;
    throw new RejectedRequest(step, answer.status, body);
  };

  const requestToken = (secret: string, callOptions: CallOptions): Promise<string> => {
    const credentials = [clientId, secret].map(encodeURIComponent).join(':');
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      scope,
      ...(audience !== undefined && { audience }),
    });
    const init = { headers: { authorization: `Basic ${btoa(credentials)}` }, body: form };
    return send('token', tokenUrl, init, callOptions);
  };

  const askForToken = async (callOptions: CallOptions): Promise<string> => {
    if (token && token.until > clock()) return token.text;
    const secret = await clientSecret(callOptions);
    const body = await requestToken(secret, callOptions).catch(async (error: unknown) => {
      const isRejected = error instanceof RejectedRequest && error.status < 500;
      const renewed = isRejected ? await clientSecret(callOptions, secret) : secret;
      if (renewed === secret) throw error;
      return requestToken(renewed, callOptions);
    });
    const text = textIn(body, 'access_token');
    if (text === undefined) throw new Error('token: the answer has no access_token');
    token = { text, until: clock() + expiresInMs(body) - tokenReserveMs };
    return text;
  };

  const post = async (
    routeId: RouteId,
    parameters: Readonly<Record<string, string>>,
    body: unknown,
    callOptions: CallOptions,
  ): Promise<string> => {
    const init = {
      headers: {
        authorization: `Bearer ${await askForToken(callOptions)}`,
        [headers.idempotencyKey]: newKey(),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    };
    const url = new URL(pathTo(routeId, parameters), apiUrl).href;
    return send(`${routes[routeId].method} ${routes[routeId].path}`, url, init, callOptions);
  };

  return {
    async placeOrder(callOptions) {
      const order = { items: [{ sku, quantity: 1 }], source: 'api' };
      const id = textIn(await post('create-order', {}, order, callOptions), 'id');
      if (id === undefined) throw new Error('the order that was placed has no id');
      return id;
    },
    async cancelOrder(orderId, callOptions) {
      await post('cancel-order', { orderId }, undefined, callOptions);
    },
  };
};
