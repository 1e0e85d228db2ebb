import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpResponse } from './http-response.ts';

/** One request, its body yet to be read. */
export interface Exchange {
  readonly request: IncomingMessage;
  /**
   * The body, or `undefined` when it is larger than `limitBytes`; then the rest stays unread.
   * @throws {ClientGoneError}
   */
  readBody(limitBytes: number): Promise<Buffer | undefined>;
}

export type RequestHandler = (exchange: Exchange) => Promise<HttpResponse>;

/** Handlers of an address by method. */
export type Methods = Readonly<Record<string, RequestHandler>>;

/** The client hung up before its request was read: it expects no answer. */
export class ClientGoneError extends Error {
  override readonly name = 'ClientGoneError';
}

const readUpTo = async (request: IncomingMessage, limitBytes: number): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    // Leaving the loop early must not destroy the socket: the answer still goes out on it.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      bytes += chunk.length;
      if (bytes > limitBytes) return undefined;
      chunks.push(chunk);
    }
  } catch (cause) {
    throw new ClientGoneError('the client hung up', { cause });
  }
  return Buffer.concat(chunks);
};

/** @param awaitsGoAhead whether the client sends its body only after an interim `100 Continue`. */
export const createExchange = (
  request: IncomingMessage,
  response: ServerResponse,
  { awaitsGoAhead }: { readonly awaitsGoAhead: boolean },
): Exchange => ({
  request,
  async readBody(limitBytes) {
    if (Number(request.headers['content-length'] ?? 0) > limitBytes) return undefined;
    if (awaitsGoAhead) response.writeContinue();
    return readUpTo(request, limitBytes);
  },
});
