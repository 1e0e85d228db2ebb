import { randomUUID } from 'node:crypto';
import type { RequestHandler } from '../http/exchange.ts';
import { jsonResponse } from '../http/http-response.ts';
import { rootOf } from '../journal/invocation-journal.ts';
import type { FunctionError } from '../lambda/function-error.ts';
import type { Invocation } from '../lambda/invocation.ts';
import type { LambdaService } from '../lambda/lambda-service.ts';

/** Lambda's limit for the event of a synchronous invocation. */
const maxEventBytes = 6 * 1024 * 1024;

/** Lambda's longest timeout. */
const longestMs = 900_000;

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

const parsePayload = (text: string): unknown => (isJson(text) ? JSON.parse(text) : text);

/** An invocation by hand. */
export interface Invoked {
  readonly name: string;
  readonly traceId: string;
  readonly ms: number;
  readonly status: Invocation['outcome']['status'];
  readonly coldStart: boolean;
  /** Of one that succeeded. */
  readonly payload?: unknown;
  readonly error?: FunctionError;
}

const present = ({ outcome, coldStart }: Invocation) => ({
  status: outcome.status,
  coldStart,
  ...(outcome.status === 'succeeded' && { payload: parsePayload(outcome.payload) }),
  ...(outcome.status === 'failed' && { error: outcome.error }),
});

/** `POST /local/functions/<name>/invocations`: invokes a function with the event in the body, and answers its result. */
export const createInvokeEndpoint =
  (name: string, { invoke }: Pick<LambdaService, 'invoke'>): RequestHandler =>
  async ({ readBody }) => {
    const body = await readBody(maxEventBytes);
    if (!body) return jsonResponse(413, { message: 'Request Entity Too Large' });
    const event = body.toString('utf8') || '{}';
    if (!isJson(event)) return jsonResponse(400, { message: 'the event is not JSON' });
    const traceId = `Root=1-0-${randomUUID()}`;
    const begun = performance.now();
    const invocation = await invoke(name, { event, traceId, byHand: true }, AbortSignal.timeout(longestMs));
    const ms = Math.round(performance.now() - begun);
    const invoked: Invoked = { name, traceId: rootOf(traceId), ms, ...present(invocation) };
    return jsonResponse(200, invoked);
  };
