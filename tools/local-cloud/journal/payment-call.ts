import type { RequestHandler } from '../http/exchange.ts';

/** One request of a function to the payment gateway, without what is secret in it. */
export interface PaymentCall {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly ms: number;
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Parameters of the request by their full names, such as `metadata[orderId]`. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Absent when the caller got no answer. */
  readonly status?: number;
  /** The parsed body of the answer. */
  readonly answer?: unknown;
  /** Whether the gateway answered from an earlier request with the same idempotency key. */
  readonly replayed: boolean;
}

/** Headers that people want to see; the others describe the client's library. */
const shownHeaders = ['authorization', 'content-type', 'idempotency-key', 'stripe-version'] as const;

/** Replaces keys and client secrets by their beginnings. */
const maskSecrets = (text: string): string =>
  text.replace(/\b((?:sk|rk)_(?:[a-z]+_)?)\w+/g, '$1…').replace(/(_secret_)\w+/g, '$1…');

const parse = (body: string | Buffer): unknown => {
  const text = maskSecrets(body.toString());
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** @param traceHeader of the invocation that sent the request. */
export type OnPaymentCall = (traceHeader: string, call: PaymentCall) => void;

/** The gateway, watched: it answers the same, and each request of an invocation is recorded. */
export const watchPayments =
  (handle: RequestHandler, onCall: OnPaymentCall): RequestHandler =>
  async (exchange) => {
    const { request } = exchange;
    const { 'x-amzn-trace-id': trace, ...headers } = request.headers;
    if (typeof trace !== 'string') return handle(exchange);
    const at = Date.now();
    const begun = performance.now();
    let body = '';
    const record = (outcome: Pick<PaymentCall, 'status' | 'answer' | 'replayed'>) =>
      onCall(trace, {
        at,
        ms: performance.now() - begun,
        method: request.method ?? '',
        target: request.url ?? '',
        headers: Object.fromEntries(
          shownHeaders.flatMap((name) =>
            headers[name] === undefined ? [] : [[name, maskSecrets(String(headers[name]))]],
          ),
        ),
        parameters: Object.fromEntries(new URLSearchParams(maskSecrets(body))),
        ...outcome,
      });
    const response = await handle({
      request,
      async readBody(limitBytes) {
        const read = await exchange.readBody(limitBytes);
        body = read?.toString('utf8') ?? '';
        return read;
      },
    });
    if (request.socket.destroyed) record({ replayed: false });
    else {
      const replayed = response.headers['idempotent-replayed'] === 'true';
      record({ status: response.status, answer: parse(response.body), replayed });
    }
    return response;
  };
