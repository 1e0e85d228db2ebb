import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { jsonResponse, sendResponse } from './http-response.ts';

/** Time for which a client may send bytes that are not read: cutting the connection at once would often lose the answer. */
export const lingerMs = 1_000;

const reasons = {
  400: 'Bad Request',
  408: 'Request Timeout',
  413: 'Request Entity Too Large',
  417: 'Expectation Failed',
  431: 'Request Header Fields Too Large',
} as const;

type RefusalStatus = keyof typeof reasons;

const statusOf = (code: string | undefined): RefusalStatus => {
  if (code === 'HPE_HEADER_OVERFLOW') return 431;
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW') return 413;
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
};

/** API Gateway's answer to a request that no route is looked up for. */
export const refusal = (status: RefusalStatus) => jsonResponse(status, { message: reasons[status] });

/** Answers on a connection that has no response object of Node's. */
const refuse = (socket: Duplex, status: RefusalStatus): void => {
  if (!socket.writable) return void socket.destroy();
  const { body } = refusal(status);
  const head = [
    `HTTP/1.1 ${status} ${reasons[status]}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  const timer = setTimeout(() => socket.destroy(), lingerMs);
  socket.resume().once('close', () => clearTimeout(timer));
};

/**
 * Gives a body, as API Gateway does, to each answer that Node sends by itself: to what its parser refuses, to a `CONNECT`
 * and to an unknown `Expect`. An answer that is under way is finished first.
 */
export const answerRefusedRequests = (server: Server): void => {
  const lastResponses = new WeakMap<Duplex, ServerResponse>();
  const refused = new WeakSet<Duplex>();
  const remember = ({ socket }: IncomingMessage, response: ServerResponse) =>
    void lastResponses.set(socket, response);
  server.prependListener('request', remember);
  server.prependListener('checkContinue', remember);

  server.on('clientError', ({ code }: NodeJS.ErrnoException, socket: Duplex) => {
    if (code === 'ECONNRESET') return void socket.destroy();
    if (refused.has(socket)) return;
    refused.add(socket);
    const earlier = lastResponses.get(socket);
    if (earlier === undefined || earlier.writableFinished) return refuse(socket, statusOf(code));
    if (earlier.req.complete) return void earlier.once('finish', () => refuse(socket, statusOf(code)));
    // The body of the request is at fault: what has been answered to it is all that can be.
    return earlier.headersSent ? void socket.destroy() : refuse(socket, statusOf(code));
  });
  server.on('connect', (_request, socket) => refuse(socket, 400));
  server.on('checkExpectation', (_request, response) => sendResponse(response, refusal(417)));
};
