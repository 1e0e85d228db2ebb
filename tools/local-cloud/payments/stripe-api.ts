import { randomBytes } from 'node:crypto';
import type { RequestHandler } from '../http/exchange.ts';
import { type HttpResponse, jsonResponse } from '../http/http-response.ts';
import { untilGone } from './client-presence.ts';
import { baseName, type FormParameters, parseForm } from './form-body.ts';
import { createIdempotencyKeys } from './idempotency-keys.ts';
import type { PaymentBooks } from './payment-books.ts';
import { renderIntent } from './payment-intent.ts';
import { createRefunds } from './refund-operations.ts';
import { StripeFault, unauthorized, unavailable, unknownParameter, unknownUrl } from './stripe-fault.ts';
import { type ApiCall, findOperation, type OperationContext } from './stripe-operations.ts';

export interface StripeApiOptions {
  readonly books: PaymentBooks;
  /** Milliseconds until a payment in process or a pending refund is finished. */
  readonly processingMs: number;
  /** Whether every request ends in 503. */
  readonly isFailing: () => boolean;
  /** How long a connection is held on which no answer will come. */
  readonly holdMs: number;
}

interface Outcome {
  readonly response: HttpResponse;
  /** Whether a later request with the same key gets this answer. */
  readonly executed: boolean;
  /** Whether the client gets it. */
  readonly answers: boolean;
}

const maxBodyBytes = 64 * 1024;

const faultResponse = ({ status, body, intent }: StripeFault): HttpResponse =>
  jsonResponse(status, { error: { ...body, ...(intent && { payment_intent: renderIntent(intent) }) } });

const orFault = (run: () => Outcome): Outcome => {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof StripeFault)) throw error;
    return { response: faultResponse(error), executed: error.executed, answers: true };
  }
};

const canonical = (method: string, path: string, parameters: FormParameters): string =>
  JSON.stringify([method, path, [...parameters].sort(([a], [b]) => (a < b ? -1 : 1))]);

const withHeaders = (response: HttpResponse, headers: Record<string, string>): HttpResponse => ({
  ...response,
  headers: { ...response.headers, ...headers },
});

/** The part of Stripe's API that takes payments and gives them back, over HTTP as the `stripe` package speaks it. */
export const createStripeApi = ({
  books,
  processingMs,
  isFailing,
  holdMs,
}: StripeApiOptions): RequestHandler => {
  const keys = createIdempotencyKeys();
  const context: OperationContext = { books, processingMs, createRefund: createRefunds(books, processingMs) };

  const carryOut = (call: ApiCall): Outcome => {
    if (isFailing()) throw unavailable();
    const { operation } = call;
    const unknown = [...call.parameters.keys()].find((name) => !operation.parameters.has(baseName(name)));
    if (unknown !== undefined) throw unknownParameter(unknown);
    const result = operation.run(call, context);
    return result === 'hang'
      ? { response: jsonResponse(504, {}), executed: false, answers: false }
      : { response: jsonResponse(200, result.value), executed: true, answers: result.answers };
  };

  const answer: RequestHandler = async ({ request, readBody }) => {
    const { method = '', headers } = request;
    const key = method === 'POST' ? headers['idempotency-key']?.toString() : undefined;
    if (isFailing() && key === undefined) throw unavailable();
    if (!/^Bearer [sr]k_\S+$/.test(headers.authorization ?? '')) throw unauthorized();
    const { pathname: path, searchParams } = new URL(request.url ?? '', 'http://localhost');
    const body = await readBody(maxBodyBytes);
    if (!body) return jsonResponse(413, { error: { type: 'invalid_request_error', message: 'too large' } });
    const found = findOperation(method, path);
    if (!found) throw unknownUrl(method, path);
    const parameters = method === 'GET' ? new Map(searchParams) : parseForm(body.toString('utf8'));
    const call = { ...found, parameters };

    if (key === undefined) {
      const { response, answers } = orFault(() => carryOut(call));
      if (!answers) await untilGone(request, holdMs);
      return response;
    }
    const before = keys.claim(key, canonical(method, path, parameters));
    if (before) return withHeaders(before, { 'idempotent-replayed': 'true' });
    try {
      const { response, executed, answers } = orFault(() => carryOut(call));
      if (executed) keys.keep(key, response);
      if (!answers) await untilGone(request, holdMs);
      return withHeaders(response, { 'idempotency-key': key });
    } finally {
      keys.release(key);
    }
  };

  return async (exchange) => {
    const requestId = { 'request-id': `req_${randomBytes(7).toString('hex')}` };
    try {
      return withHeaders(await answer(exchange), requestId);
    } catch (error) {
      if (!(error instanceof StripeFault)) throw error;
      return withHeaders(faultResponse(error), requestId);
    }
  };
};
