import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, isIPv6 } from 'node:net';
import { ClientGoneError, createExchange, type RequestHandler } from './exchange.ts';
import { jsonResponse, sendResponse } from './http-response.ts';
import { answerRefusedRequests, lingerMs, refusal } from './refused-requests.ts';

export const loopback = '127.0.0.1';

export interface HttpServer {
  readonly port: number;
  readonly url: string;
  /** Accepts no more, lets requests in flight finish for at most `graceMs`, then cuts them off. */
  close(graceMs: number): Promise<void>;
}

/** The address for clients on this machine. */
const reachable = (host: string) => {
  if (host === '0.0.0.0' || host === '::') return loopback;
  return isIPv6(host) ? `[${host}]` : host;
};

/** Most bytes of a request's head that are parsed at all. */
const maxHeaderBytes = 64 * 1024;

/** Cutting the connection at once would often lose the answer that the client is about to read. */
const endUnreadUpload = (request: IncomingMessage, response: ServerResponse) => {
  response.once('finish', () => {
    if (request.complete) return;
    const timer = setTimeout(() => request.destroy(), lingerMs);
    request.once('close', () => clearTimeout(timer));
  });
};

const sendFailure = (response: ServerResponse) => {
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  sendResponse(response, jsonResponse(500, { message: 'Internal Server Error' }));
};

/** HTTP/1.1 demands the header. */
const lacksHost = ({ httpVersion, headers }: IncomingMessage) =>
  httpVersion === '1.1' && headers.host === undefined;

export interface HttpServerOptions {
  /** Receives the cause of a handler's failure; the client does not. */
  readonly reportFailure?: (cause: unknown) => void;
  /** Address of the network interface; the loopback interface unless given. */
  readonly host?: string;
  /** An idle connection is closed after so many milliseconds. */
  readonly idleMs?: number;
  /** Whether a client that has closed its side of the connection gets its answer; by default it counts as gone. */
  readonly allowHalfClosed?: boolean;
}

/**
 * Serves HTTP.
 * @param port 0 for any free one.
 * @throws {NodeJS.ErrnoException} when the port cannot be had.
 */
export const startHttpServer = async (
  handle: RequestHandler,
  port: number,
  {
    reportFailure = console.error,
    idleMs = 5_000,
    allowHalfClosed = false,
    host = loopback,
  }: HttpServerOptions = {},
): Promise<HttpServer> => {
  let closing = false;
  /** Answers without an end of their own. */
  const streams = new Set<ServerResponse>();
  const serve = async (
    request: IncomingMessage,
    response: ServerResponse,
    options: { readonly awaitsGoAhead: boolean },
  ) => {
    endUnreadUpload(request, response);
    if (lacksHost(request)) return sendResponse(response, refusal(400));
    try {
      const answer = await handle(createExchange(request, response, options));
      if (closing) response.setHeader('connection', 'close');
      if (response.destroyed) return;
      sendResponse(response, answer);
      if (!answer.stream) return;
      streams.add(response);
      response.once('close', () => streams.delete(response));
    } catch (cause) {
      if (cause instanceof ClientGoneError) return;
      reportFailure(cause);
      sendFailure(response);
    }
  };
  const server = createServer({
    maxHeaderSize: maxHeaderBytes,
    keepAliveTimeout: idleMs,
    // Node's own refusal has no body.
    requireHostHeader: false,
  });
  // A property of Node's server that its types do not have.
  Object.assign(server, { httpAllowHalfOpen: allowHalfClosed });
  answerRefusedRequests(server);
  server.on('request', (request, response) => serve(request, response, { awaitsGoAhead: false }));
  server.on('checkContinue', (request, response) => serve(request, response, { awaitsGoAhead: true }));
  server.listen(port, host);
  await once(server, 'listening');
  const { port: ownPort } = server.address() as AddressInfo;
  const closed = once(server, 'close');
  return {
    port: ownPort,
    url: `http://${reachable(host)}:${ownPort}`,
    async close(graceMs) {
      closing = true;
      server.close();
      for (const stream of streams) stream.end();
      const timer = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(timer);
    },
  };
};
