import { AsyncLocalStorage } from 'node:async_hooks';
import type Stripe from 'stripe';
import { replayedHeader } from './gateway-error.ts';
import { createHttpExchange } from './http-exchange.ts';

const defaultPorts = { http: '80', https: '443' } as const;

/** Address of the API in the form that the `stripe` package takes. */
interface ApiAddress {
  readonly host: string;
  readonly port: string;
  readonly protocol: 'http' | 'https';
}

/**
 * @param apiBase scheme, host and optional port.
 * @throws {Error} when it has a path or a query, which the package would drop without an error.
 */
export const apiAddress = (apiBase: string): ApiAddress => {
  const { protocol: scheme, hostname, port, pathname, search } = new URL(apiBase);
  const protocol = scheme.slice(0, -1);
  if ((protocol !== 'http' && protocol !== 'https') || pathname !== '/' || search !== '') {
    throw new Error(`invalid address of the payment API: ${apiBase}; expected http(s)://host[:port]`);
  }
  return { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: port || defaultPorts[protocol], protocol };
};

/** Times in milliseconds. */
export interface StripeConnection {
  /** Address of the API, such as `https://api.stripe.com`. */
  readonly apiBase: string;
  /** For one whole request. */
  readonly timeoutMs?: number | undefined;
  /** Until the connection is open, TLS included. */
  readonly connectTimeoutMs?: number | undefined;
}

/** The part of the API that the service uses. */
export type StripeApi = Pick<Stripe, 'paymentIntents' | 'refunds' | 'disputes'>;

export type StripeRequest = (stripe: StripeApi) => Promise<unknown>;

/** Makes one request that ends when the signal is aborted. Never retries. */
export type StripeClient = (signal: AbortSignal, request: StripeRequest) => Promise<unknown>;

/** The package expects an object; its promise never settles when the answer is anything else. */
const parseObject = (text: string): object => {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null) throw new TypeError('response is not an object');
  return value;
};

/** Loads the `stripe` package, so that the first payment does not wait for it. */
export const loadStripePackage = () => import('./stripe-package.ts');

/** The `stripe` package, loaded by the first request, with our own transport: the package's transport cannot be aborted and retries by itself. */
export const createStripeClient = ({
  apiBase,
  timeoutMs = 10_000,
  connectTimeoutMs = 1_000,
}: StripeConnection): StripeClient => {
  const exchange = createHttpExchange();
  const address = apiAddress(apiBase);
  // The package cannot pass a signal to the transport.
  const signals = new AsyncLocalStorage<AbortSignal>();

  const httpClient = {
    getClientName: () => 'node',
    // Async, because the package loses an error that is thrown synchronously.
    async makeRequest(
      ...[host, toPort, path, method, headers, body, scheme, timeout]: Parameters<
        Stripe.HttpClient['makeRequest']
      >
    ) {
      const answer = await exchange({
        host,
        port: toPort,
        path,
        method,
        headers,
        body,
        tls: scheme === 'https',
        timeoutMs: timeout,
        connectTimeoutMs,
        signal: signals.getStore(),
      });
      return {
        getStatusCode: () => answer.status,
        getHeaders: () =>
          Object.fromEntries(
            ['request-id', replayedHeader].map((name) => [name, answer.headers[name]?.toString() ?? '']),
          ),
        getRawResponse: () => ({}),
        toStream: () => {
          throw new Error('streaming responses are not supported');
        },
        toJSON: async () => parseObject(answer.text),
      };
    },
  };

  const connect = async (): Promise<StripeApi> => {
    const { StripePackage } = await loadStripePackage();
    return new StripePackage('', {
      // Each request passes the API key that is valid at that time.
      authenticator: async () => {},
      httpClient,
      ...address,
      timeout: timeoutMs,
      maxNetworkRetries: 0,
      telemetry: false,
    });
  };
  let connected: Promise<StripeApi> | undefined;
  return async (signal, request) => {
    connected ??= connect();
    const stripe = await connected;
    return signals.run(signal, () => request(stripe));
  };
};
