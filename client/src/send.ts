import type { Answer, AnyCallOptions } from './call.ts';
import { retryAdvice } from './generated/errors.ts';
import type { OperationFacts } from './generated/operations.ts';
import { type Failure, OrderServiceError } from './order-service-error.ts';
import { failureOf, type RawAnswer, retryAfterOf } from './read-answer.ts';
import type { Settings } from './settings.ts';
import { limitTime } from './time-limit.ts';

/** A request to a route. */
export interface Call {
  readonly facts: OperationFacts;
  readonly path: readonly string[];
  /** Query or body, whichever the route takes. */
  readonly content: unknown;
  readonly options: AnyCallOptions;
}

/** 128 random bits; `randomUUID` is missing from pages without TLS. */
const randomId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );

const targetOf = ({ facts: [, template, takes], path, content }: Call): string => {
  let next = 0;
  const filled = template.replace(/\{\w+\}/g, () => encodeURIComponent(path[next++] ?? ''));
  const query = Object.entries(takes === 'query' ? (content ?? {}) : {}).filter(
    ([, value]) => value !== undefined,
  );
  return query.length === 0 ? filled : `${filled}?${new URLSearchParams(query as [string, string][])}`;
};

/** Whether the first attempt may have had its effect, which a repetition would report as a conflict. */
const isConditional = ({ ifMatch, ifNoneMatch }: AnyCallOptions): boolean =>
  ifMatch !== undefined || ifNoneMatch !== undefined;

const firstPauseMs = 200;
const maxPauseMs = 5_000;

/**
 * Milliseconds before the next attempt; undefined when the request must not be repeated.
 * @param attempt number of the failed attempt, from 1.
 * @param random from 0 to 1.
 */
export const retryPauseMs = (
  { code, status, retryAfterSeconds = 0 }: Failure,
  { attempt, conditional, random }: { attempt: number; conditional: boolean; random: number },
): number | undefined => {
  const advised =
    Object.hasOwn(retryAdvice, code) ||
    code === 'NETWORK' ||
    (code === `HTTP-${status}` && Number(status) > 500);
  // A throttled request had no effect; any other failure leaves that open.
  if (!advised || (conditional && status !== 429)) return undefined;
  const backoff = Math.min(maxPauseMs, firstPauseMs * 2 ** (attempt - 1));
  // Clients that failed together do not come back together.
  return retryAfterSeconds * 1_000 + backoff * (0.5 + random / 2);
};

/** The result of work, unless the signal aborts before. @throws the reason of the signal. */
const within = <T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort);
    signal.throwIfAborted();
    work()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', abort));
  });

const answerOf = ({ status, headers, body }: RawAnswer, correlationId: string, key?: string) => {
  const etag = headers.get('etag');
  const retryAfterSeconds = retryAfterOf(headers, Date.now());
  return {
    status,
    body,
    correlationId: headers.get('x-correlation-id') ?? correlationId,
    replayed: headers.get('idempotent-replayed') === 'true',
    ...(key !== undefined && { idempotencyKey: key }),
    ...(etag !== null && { etag }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  } as Answer<number, never>;
};

/** Sends a call until it is answered, may not be repeated, or its time is over. */
export const createSend = (settings: Settings) => {
  const request = async (call: Call, sent: Readonly<Record<string, string>>, signal: AbortSignal) => {
    const [method, , takes] = call.facts;
    const answer = await settings.fetch(settings.baseUrl + targetOf(call), {
      method,
      headers: { ...sent, ...(takes === 'body' && { 'Content-Type': 'application/json' }) },
      signal,
      ...(takes === 'body' && { body: JSON.stringify(call.content) }),
    });
    const text = await answer.text();
    let body: unknown;
    try {
      body = JSON.parse(text);
    } catch {
      // The status says what came, such as the page of a proxy.
    }
    return { status: answer.status, headers: answer.headers, body };
  };

  /** @throws {OrderServiceError} when the call failed; the reason of `options.signal` when it aborts. */
  return async (call: Call): Promise<Answer<number, never>> => {
    const { options } = call;
    const { ifMatch, ifNoneMatch, signal: given } = options;
    const correlationId = options.correlationId ?? randomId();
    const idempotencyKey = call.facts[3] ? (options.idempotencyKey ?? randomId()) : undefined;
    const deadlineMs = options.deadlineMs ?? settings.deadlineMs;
    const end = Date.now() + deadlineMs;
    const time = limitTime(deadlineMs, given);
    const { signal } = time;
    let attempts = 0;
    let refused = false;
    let renewed = false;

    /** Sends one request. @returns the answer, or the failure if there is none. */
    const attempt = async (): Promise<RawAnswer | Failure> => {
      const { token } = settings;
      const bearer =
        typeof token === 'function' ? await within(signal, async () => token({ refused, signal })) : token;
      attempts += 1;
      const sent = {
        'X-Correlation-ID': correlationId,
        ...(bearer !== undefined && { Authorization: `Bearer ${bearer}` }),
        ...(idempotencyKey !== undefined && { 'Idempotency-Key': idempotencyKey }),
        ...(ifMatch !== undefined && { 'If-Match': ifMatch }),
        ...(ifNoneMatch !== undefined && { 'If-None-Match': ifNoneMatch }),
      };
      const limit = limitTime(settings.attemptMs, signal);
      try {
        return await request(call, sent, limit.signal);
      } catch (cause) {
        signal.throwIfAborted();
        return { code: 'NETWORK', message: 'no answer came', cause };
      } finally {
        limit.release();
      }
    };

    const failed = (failure: Failure) =>
      new OrderServiceError(failure, { attempts, correlationId, idempotencyKey });

    try {
      for (;;) {
        const result = await attempt();
        if ('headers' in result && result.status < 300 && result.body !== undefined) {
          return answerOf(result, correlationId, idempotencyKey);
        }
        const failure = 'headers' in result ? failureOf(result, Date.now()) : result;
        refused = failure.status === 401;
        if (refused && !renewed && typeof settings.token === 'function') {
          renewed = true;
          continue;
        }
        const pauseMs = retryPauseMs(failure, {
          attempt: attempts,
          conditional: isConditional(options),
          random: Math.random(),
        });
        const isLast = attempts >= settings.maxAttempts;
        if (pauseMs === undefined || isLast || Date.now() + pauseMs >= end) throw failed(failure);
        await settings.pause(pauseMs, signal);
        signal.throwIfAborted();
      }
    } catch (error) {
      if (error instanceof OrderServiceError || !time.isOver()) throw error;
      throw failed({ code: 'DEADLINE', message: `no answer came within ${deadlineMs} ms`, cause: error });
    } finally {
      time.release();
    }
  };
};
