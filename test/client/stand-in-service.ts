import { type ClientOptions, createOrderServiceClient } from '../../client/src/order-service-client.ts';

/** A request as the stand-in got it; header names are in lower case. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

type Script = (request: SeenRequest, signal: AbortSignal) => Response | Promise<Response>;

export const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
  new Response(JSON.stringify(body), { status, headers });

/** An error in the envelope of the service. */
export const problem = (status: number, code: string, details?: unknown, retryAfter?: number) =>
  json(
    status,
    { error: { code, message: 'A message', details, timestamp: '2026-11-30T00:00:00Z', correlationId: 'c' } },
    retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) },
  );

/** Fails as `fetch` does without a connection. */
export const noConnection: Script = () => Promise.reject(new TypeError('fetch failed'));

/** Answers when the request is given up, as `fetch` does. */
export const silence: Script = (_, signal) =>
  new Promise((_resolve, reject) => {
    const end = () => reject(signal.reason);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });

/** A client of a service that answers by a script, one entry for each request; the last entry repeats. */
export const clientOf = (scripts: readonly (Script | Response)[], options: Partial<ClientOptions> = {}) => {
  const requests: SeenRequest[] = [];
  const pauses: number[] = [];
  const fetch = async (url: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const request = {
      method: init.method ?? 'GET',
      url: String(url),
      headers: Object.fromEntries(new Headers(init.headers)),
      body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
    };
    requests.push(request);
    const script = scripts[Math.min(requests.length, scripts.length) - 1];
    if (script === undefined) throw new Error('the script has no answer');
    return typeof script === 'function' ? script(request, init.signal as AbortSignal) : script.clone();
  };
  const client = createOrderServiceClient({
    baseUrl: 'https://orders.example/',
    fetch: fetch as typeof globalThis.fetch,
    pause: async (milliseconds) => {
      pauses.push(milliseconds);
    },
    ...options,
  });
  return { client, requests, pauses };
};
