import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createExchange, type RequestHandler } from './exchange.ts';
import { jsonResponse, sendResponse } from './http-response.ts';

export const loopback = '127.0.0.1';

export interface HttpServer {
  readonly port: number;
  readonly url: string;
  /** Accepts no more, lets requests in flight finish for at most `graceMs`, then cuts them off. */
  close(graceMs: number): Promise<void>;
}

/** How long a client may go on sending a body that was already refused. */
const lingerMs = 1_000;

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

/**
 * Serves HTTP on the loopback interface.
 * @param port 0 for any free one.
 * @param reportFailure receives the cause of a handler's failure; the client does not.
 * @param idleMs an idle connection is closed after so many milliseconds.
 * @throws {NodeJS.ErrnoException} when the port cannot be had.
 */
export const startHttpServer = async (
  handle: RequestHandler,
  port: number,
  reportFailure: (cause: unknown) => void = console.error,
  idleMs = 5_000,
): Promise<HttpServer> => {
  let closing = false;
  const serve = async (
    request: IncomingMessage,
    response: ServerResponse,
    options: { readonly awaitsGoAhead: boolean },
  ) => {
    endUnreadUpload(request, response);
    try {
      const answer = await handle(createExchange(request, response, options));
      if (closing) response.setHeader('connection', 'close');
      if (!response.destroyed) sendResponse(response, answer);
    } catch (cause) {
      // A client that hangs up while it sends its body is no failure of ours.
      if (request.destroyed && !request.complete) return;
      reportFailure(cause);
      sendFailure(response);
    }
  };
  const server = createServer({ maxHeaderSize: maxHeaderBytes, keepAliveTimeout: idleMs });
  server.on('request', (request, response) => serve(request, response, { awaitsGoAhead: false }));
  server.on('checkContinue', (request, response) => serve(request, response, { awaitsGoAhead: true }));
  server.listen(port, loopback);
  await once(server, 'listening');
  const { port: ownPort } = server.address() as AddressInfo;
  const closed = once(server, 'close');
  return {
    port: ownPort,
    url: `http://${loopback}:${ownPort}`,
    async close(graceMs) {
      closing = true;
      server.close();
      const timer = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(timer);
    },
  };
};
