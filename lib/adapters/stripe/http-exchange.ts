import {
  type ClientRequest,
  Agent as HttpAgent,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
  request as requestHttp,
} from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import {
  isStaleConnection,
  limitIdleConnections,
  maxIdleMs,
  maxStaleConnections,
} from '../../platform/node/keep-alive.ts';

/** Why a request has no answer. `aborted`: the signal was aborted. */
type TransportFailureReason = 'failed' | 'timeout' | 'aborted';

/** A request without an answer. */
export class TransportError extends Error {
  readonly reason: TransportFailureReason;
  /** False when no byte of the request reached the server. */
  readonly sent: boolean;

  constructor(reason: TransportFailureReason, sent: boolean, cause?: unknown) {
    super(`${reason} ${sent ? 'after the request was sent' : 'before anything was sent'}`, { cause });
    this.name = 'TransportError';
    this.reason = reason;
    this.sent = sent;
  }
}

export interface HttpRequest {
  readonly host: string;
  readonly port: string;
  readonly path: string;
  readonly method: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string;
  readonly tls: boolean;
  /** Milliseconds for the whole request. */
  readonly timeoutMs: number;
  /** The part of `timeoutMs` in which the connection must open. */
  readonly connectTimeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

type Agent = HttpAgent | HttpsAgent;

const agentOptions = { keepAlive: true, maxSockets: 50 };

/** Far above the size of any answer of the gateway. */
const maxAnswerBytes = 1024 * 1024;

const open = ({ tls, host, port, path, method, headers }: HttpRequest, agent: Agent): ClientRequest => {
  const options = { host, port, path, method, headers, agent };
  try {
    return tls ? requestHttps(options) : requestHttp(options);
  } catch (cause) {
    throw new TransportError('failed', false, cause);
  }
};

/** Whether a second copy of a request has no further effect at the gateway. */
const isRepeatable = ({ method, headers }: HttpRequest): boolean =>
  method !== 'POST' || Object.keys(headers).some((name) => name.toLowerCase() === 'idempotency-key');

/** @throws {TransportError} */
const send = async (target: HttpRequest, agent: Agent): Promise<HttpAnswer> => {
  const { tls, body, timeoutMs, connectTimeoutMs, signal } = target;
  if (signal?.aborted) throw new TransportError('aborted', false, signal.reason);
  const { promise, resolve, reject } = Promise.withResolvers<HttpAnswer>();
  const request = open(target, agent);
  let sent = false;

  const fail = (reason: TransportFailureReason, cause?: unknown) => {
    reject(new TransportError(reason, sent, cause));
    request.destroy();
  };
  const onAbort = () => fail('aborted', signal?.reason);
  signal?.addEventListener('abort', onAbort, { once: true });
  const timer = setTimeout(() => fail('timeout'), timeoutMs);
  const connectTimer = setTimeout(() => fail('timeout'), Math.min(connectTimeoutMs, timeoutMs));

  const connected = () => {
    sent = true;
    clearTimeout(connectTimer);
  };
  request.once('socket', (socket) => {
    // Node buffers the request until the connection is open.
    if (request.reusedSocket || (!tls && !socket.connecting)) connected();
    else socket.once(tls ? 'secureConnect' : 'connect', connected);
  });
  request.on('error', (cause) => fail('failed', cause));
  request.once('response', (response) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    response.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > maxAnswerBytes) fail('failed', new Error(`more than ${maxAnswerBytes} bytes`));
    });
    response.on('error', (cause) => fail('failed', cause));
    response.once('end', () =>
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        text: Buffer.concat(chunks).toString('utf8'),
      }),
    );
  });
  request.end(body);

  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    clearTimeout(connectTimer);
    signal?.removeEventListener('abort', onAbort);
  }
};

/**
 * Creates a function that makes one HTTP request. An aborted signal or an elapsed timeout ends the request in any
 * phase and closes its connection. A connection that was idle for too long is not used again. A request on a connection
 * that the server had closed, which is usual after an environment was frozen, is sent again if it is repeatable.
 * @param now milliseconds since 1970.
 */
export const createHttpExchange = (now: () => number = Date.now) => {
  const idleLimit = { maxIdleMs, now };
  const httpAgent = limitIdleConnections(new HttpAgent(agentOptions), idleLimit);
  const httpsAgent = limitIdleConnections(new HttpsAgent(agentOptions), idleLimit);

  /** @throws {TransportError} */
  return async (request: HttpRequest): Promise<HttpAnswer> => {
    const end = performance.now() + request.timeoutMs;
    for (let stale = 0; ; stale += 1) {
      try {
        const timeoutMs = Math.max(1, end - performance.now());
        return await send({ ...request, timeoutMs }, request.tls ? httpsAgent : httpAgent);
      } catch (error) {
        const { reason, cause, sent } = error as TransportError;
        if (stale < maxStaleConnections && isStaleConnection(cause) && isRepeatable(request)) continue;
        // The server perhaps got the request on a connection before.
        throw new TransportError(reason, sent || stale > 0, cause);
      }
    }
  };
};
