import { AsyncLocalStorage } from 'node:async_hooks';
import Stripe from 'stripe';
import { apiAddress } from './api-address.ts';
import { createHttpExchange } from './http-exchange.ts';

/** Times in milliseconds. */
export interface StripeConnection {
  /** Where the API is, such as `https://api.stripe.com`. */
  readonly apiBase: string;
  /** For one request from beginning to end. */
  readonly timeoutMs?: number | undefined;
  /** Until its connection stands, TLS included. */
  readonly connectTimeoutMs?: number | undefined;
}

export type StripeRequest = (stripe: Pick<Stripe, 'paymentIntents' | 'refunds'>) => Promise<unknown>;

/** Makes one request that ends when the signal is aborted. Never retries. */
export type StripeClient = (signal: AbortSignal, request: StripeRequest) => Promise<unknown>;

/** The package takes for granted that it is an object, and never settles when it is not. */
const parseObject = (text: string): object => {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null) throw new TypeError('response is not an object');
  return value;
};

/** The `stripe` package on a transport of ours: the package's own cannot be aborted, and retries by itself. */
export const createStripeClient = ({
  apiBase,
  timeoutMs = 10_000,
  connectTimeoutMs = 1_000,
}: StripeConnection): StripeClient => {
  const exchange = createHttpExchange();
  // The package has no way to hand a signal down to the transport.
  const signals = new AsyncLocalStorage<AbortSignal>();

  const httpClient = {
    getClientName: () => 'node',
    // Async, because the package loses what is thrown at once.
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
        getHeaders: () => ({ 'request-id': answer.headers['request-id']?.toString() ?? '' }),
        getRawResponse: () => ({}),
        toStream: () => {
          throw new Error('streaming responses are not supported');
        },
        toJSON: async () => parseObject(answer.text),
      };
    },
  };

  const stripe = new Stripe('', {
    // Each request brings the key that is valid then.
    authenticator: async () => {},
    httpClient,
    ...apiAddress(apiBase),
    timeout: timeoutMs,
    maxNetworkRetries: 0,
    telemetry: false,
  });
  return (signal, request) => signals.run(signal, () => request(stripe));
};
