import {
  type ClientRequest,
  Agent as HttpAgent,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
  request as requestHttp,
} from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';

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

/** The server closed a kept-alive connection, which is usual after an environment was frozen. */
const isStale = ({ reusedSocket }: ClientRequest, cause: unknown): boolean =>
  reusedSocket && ['ECONNRESET', 'EPIPE'].includes((cause as NodeJS.ErrnoException)?.code ?? '');

const stale = Symbol('stale');

/** @throws {TransportError} */
const send = async (target: HttpRequest, agent: Agent): Promise<HttpAnswer | typeof stale> => {
  const { tls, body, timeoutMs, connectTimeoutMs, signal } = target;
  if (signal?.aborted) throw new TransportError('aborted', false, signal.reason);
  const { promise, resolve, reject } = Promise.withResolvers<HttpAnswer | typeof stale>();
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
  request.on('error', (cause) => (isStale(request, cause) ? resolve(stale) : fail('failed', cause)));
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
 * phase and closes its connection. A request on a stale connection is sent once more on a new connection, so every
 * request must be idempotent.
 */
export const createHttpExchange = () => {
  const httpAgent = new HttpAgent(agentOptions);
  const httpsAgent = new HttpsAgent(agentOptions);

  /** @throws {TransportError} */
  return async (request: HttpRequest): Promise<HttpAnswer> => {
    const start = performance.now();
    const answer = await send(request, request.tls ? httpsAgent : httpAgent);
    if (answer !== stale) return answer;
    const timeoutMs = Math.max(1, request.timeoutMs - (performance.now() - start));
    const newAgent = request.tls ? new HttpsAgent() : new HttpAgent();
    try {
      return (await send({ ...request, timeoutMs }, newAgent)) as HttpAnswer;
    } catch (error) {
      const { reason } = error as TransportError;
      throw new TransportError(reason, true, error);
    }
  };
};
